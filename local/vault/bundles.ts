import { X509Certificate } from 'node:crypto';
import { makePkcs12 } from './pkcs12.ts';
import type { SecretType, VaultCertificate, VaultCertificateVersion } from './state.ts';

export const rsaKeyOperations = ['sign', 'verify', 'wrapKey', 'unwrapKey', 'encrypt', 'decrypt'];

/** A version of a certificate with all that its objects in the vault are made of; `vaultUrl` without a slash at its end. */
export interface Found {
  vaultUrl: string;
  name: string;
  entry: VaultCertificate;
  version: VaultCertificateVersion;
}

/** The answer of `GET /certificates/<name>`, with or without a version. */
export function certificateBundle(found: Found): object {
  const { entry, version } = found;
  const { subject } = new X509Certificate(version.certificate.der);
  return {
    ...certificateItem(found),
    kid: idOf(found, 'keys'),
    sid: idOf(found, 'secrets'),
    cer: version.certificate.der.toString('base64'),
    policy: {
      id: `${found.vaultUrl}/certificates/${found.name}/policy`,
      key_props: { exportable: entry.exportable, kty: 'RSA', key_size: 2048, reuse_key: false },
      secret_props: { contentType: secretTypeOf(entry) },
      x509_props: { subject, key_usage: ['digitalSignature'], validity_months: 12 },
      lifetime_actions: [{ trigger: { lifetime_percentage: 80 }, action: { action_type: 'AutoRenew' } }],
      issuer: { name: 'Self' },
    },
  };
}

/** A certificate in a list. */
export const certificateItem = (found: Found): object => ({
  id: idOf(found, 'certificates'),
  x5t: Buffer.from(found.version.certificate.thumbprintSha1, 'hex').toString('base64url'),
  attributes: attributes(found.version),
});

/** A secret in a list: all but its value. */
export const secretItem = (found: Found): object => ({
  id: idOf(found, 'secrets'),
  contentType: secretTypeOf(found.entry),
  managed: true,
  attributes: attributes(found.version),
});

/** The answer of `GET /keys/<name>`: the public part. */
export function keyBundle(found: Found): object {
  const { n, e } = new X509Certificate(found.version.certificate.der).publicKey.export({ format: 'jwk' });
  return {
    key: {
      kid: idOf(found, 'keys'),
      kty: 'RSA',
      key_ops: found.entry.keyOperations ?? rsaKeyOperations,
      n,
      e,
    },
    attributes: attributes(found.version),
    managed: true,
  };
}

/** The answer of `GET /secrets/<name>`: with the private key where that is exportable, else the certificate alone. */
export function secretBundle(found: Found): object {
  const { entry, version } = found;
  const { cert, privateKey } = version.certificate;
  const key = entry.exportable ? privateKey : undefined;
  const contentType = secretTypeOf(entry);
  const value =
    contentType === 'application/x-pem-file'
      ? `${key?.export({ type: 'pkcs8', format: 'pem' }) ?? ''}${cert}`
      : makePkcs12({ cert, privateKey: key }, { algorithm: '3des', password: '' }).toString('base64');
  return {
    value,
    contentType,
    id: idOf(found, 'secrets'),
    managed: true,
    attributes: attributes(version),
    kid: idOf(found, 'keys'),
  };
}

const secretTypeOf = ({ secretType }: VaultCertificate): SecretType => secretType ?? 'application/x-pkcs12';

export const idOf = ({ vaultUrl, name, version }: Found, kind: 'certificates' | 'keys' | 'secrets'): string =>
  `${vaultUrl}/${kind}/${name}/${version.version}`;

/** Validity of a version, which certificate, key and secret share. */
export function validityOf({ certificate }: VaultCertificateVersion): { notBefore: Date; notAfter: Date } {
  const { validFromDate, validToDate } = new X509Certificate(certificate.der);
  return { notBefore: validFromDate, notAfter: validToDate };
}

function attributes(version: VaultCertificateVersion): object {
  const { notBefore, notAfter } = validityOf(version);
  const created = seconds(version.created ?? notBefore);
  return {
    enabled: version.enabled,
    nbf: seconds(notBefore),
    exp: seconds(notAfter),
    created,
    updated: created,
    recoveryLevel: 'Recoverable+Purgeable',
    recoverableDays: 90,
  };
}

const seconds = (date: Date): number => Math.floor(date.getTime() / 1000);
