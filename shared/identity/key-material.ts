import { constants, type KeyObject, sign, type X509Certificate } from 'node:crypto';
import type { Fault } from '../failures/fault.ts';
import { failed, ok, type Result } from '../failures/result.ts';
import type { SigningCertificate } from './certificate.ts';
import { type KeyMaterial, readPem } from './pem.ts';
import { readPkcs12 } from './pkcs12.ts';
import { thumbprintOf } from './thumbprint.ts';

/** How the sentences of the faults begin ("The file"), and what they say where there is no private key. */
interface Holder {
  name: string;
  keyless: { code: 'certificate-key-missing' | 'certificate-not-exportable'; said: string };
}

/** Reads PEM or PKCS#12 bytes, whichever they are; the error is the end of a sentence. */
export async function readKeyMaterial(
  bytes: Buffer,
  password: string | undefined,
): Promise<Result<KeyMaterial, string>> {
  const isPem = bytes.includes('-----BEGIN ');
  return isPem ? readPem(bytes.toString('utf8'), password) : readPkcs12(bytes, password);
}

/**
 * The certificate in PEM or PKCS#12 bytes that belongs to the private key there, valid now. The faults
 * repeat neither content nor password.
 */
export async function openCertificate(
  { name, keyless }: Holder,
  bytes: Buffer,
  password: string | undefined,
  now: Date,
): Promise<Result<Omit<SigningCertificate, 'version'>, Fault>> {
  const read = await readKeyMaterial(bytes, password);
  if (!read.ok) return unreadable(`${name} ${read.error}.`);
  const { key, certificates } = read.value;
  if (!key) return failed({ at: 'certificate', code: keyless.code, said: `${name} ${keyless.said}.` });
  if (key.asymmetricKeyType !== 'rsa') {
    return unreadable(`${name} has a private key that is not an RSA key, which PS256 needs.`);
  }
  const certificate = certificates.find((one) => one.checkPrivateKey(key));
  if (!certificate) return noPair(name);
  return isValid(certificate, now)
    ? ok({
        der: certificate.raw,
        thumbprint: thumbprintOf(certificate.raw),
        sign: async (signingInput) => ok(signPs256(key, signingInput)),
      })
    : expired(name, certificate);
}

/** The fault for a certificate that cannot be had from where the settings say. */
export const unreadable = (said: string): Result<never, Fault> =>
  failed({ at: 'certificate', code: 'certificate-unreadable', said });

/** The fault for a private key whose certificate is not beside it. */
export const noPair = (name: string): Result<never, Fault> =>
  failed({
    at: 'certificate',
    code: 'certificate-no-pair',
    said: `${name} holds no certificate that belongs to its private key.`,
  });

const isValid = ({ validFromDate, validToDate }: X509Certificate, now: Date): boolean =>
  validFromDate <= now && now <= validToDate;

const expired = (name: string, { validFromDate, validToDate }: X509Certificate): Result<never, Fault> =>
  failed({
    at: 'certificate',
    code: 'certificate-expired',
    said: `${name} has a certificate that was valid from ${day(validFromDate)} to ${day(validToDate)}.`,
  });

/** RSASSA-PSS with SHA-256 and a salt as long as the hash: RFC 7518 §3.5. */
const signPs256 = (key: KeyObject, signingInput: string): Uint8Array =>
  sign('sha256', Buffer.from(signingInput), {
    key,
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
  });

const day = (date: Date): string => date.toISOString().slice(0, 10);
