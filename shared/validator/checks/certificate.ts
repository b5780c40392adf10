import type { VersionProperties } from '../../azure/usable-version.ts';
import { type InspectedCertificate, inspectCertificate } from '../../identity/inspect-certificate.ts';
import { type Details, defineCheck, type Judgement } from '../check.ts';
import { refused } from '../refused.ts';

const DAY_MS = 86_400_000;
/** Key Vault itself warns 30 days before (Event Grid, `CertificateNearExpiry`). */
const NEAR_END_DAYS = 30;
/** The least that Key Vault makes and that is held to be safe. */
const LEAST_BITS = 2048;

/** The certificate is there, valid, of a sufficient key, and the key is where it is meant to be. */
export const certificateCheck = defineCheck({
  id: 'certificate',
  title: 'Certificate',
  probe: 'token',
  needs: ['settings', 'identity'],
  gives: ['certificate'],
  async look(facts, { now }) {
    const { certificate, identity } = facts.settings;
    if (certificate.source === 'federated') {
      return {
        verdict: 'pass',
        says: 'Not needed: the app registration trusts the managed identity.',
        facts: { certificate: 'none' },
      };
    }
    const found = await inspectCertificate(certificate, identity, () => new Date(now()));
    if (!found.ok) return refused(found.error, facts);
    const judged = judgeCertificate(found.value, certificate.source, now());
    return { ...judged, details: detailsOf(found.value), facts: { certificate: found.value } };
  },
});

/** Everything that is to be said of it, in one sentence each; the gravest decides. */
export function judgeCertificate(
  { validFrom, validTo, keyType, keyBits = 0, vault }: InspectedCertificate,
  source: 'vault-sign' | 'vault-secret' | 'file',
  now: number,
): Judgement {
  const days = Math.floor((validTo.getTime() - now) / DAY_MS);
  const wrong = [
    ...(keyType === 'rsa' ? [] : [`Its key is ${keyType}, and PS256 needs an RSA key.`]),
    ...(validTo.getTime() <= now ? [`It ended on ${day(validTo)}.`] : []),
    ...(validFrom.getTime() > now ? [`It is not valid before ${day(validFrom)}.`] : []),
    ...(vault?.newest.enabled === false && vault.newest.version === vault.version
      ? ['It is disabled in the vault, and no other version can be used.']
      : []),
  ];
  if (wrong.length > 0) return { verdict: 'fail', says: wrong.join(' ') };
  const odd = [
    ...(days < NEAR_END_DAYS
      ? [
          `It ends in ${days} days, on ${day(validTo)}: renew it, and upload the new .cer to the app registration.`,
        ]
      : []),
    ...(keyType === 'rsa' && keyBits < LEAST_BITS
      ? [`Its key has ${keyBits} bits; ${LEAST_BITS} are the least.`]
      : []),
    ...(vault && vault.newest.version !== vault.version
      ? [`The newest version cannot be used (${whyNot(vault.newest, now)}), so ${vault.version} signs.`]
      : []),
    ...(source === 'vault-sign' && vault?.keyReadable
      ? [
          'The app could read the private key as a secret: it needs Key Vault Crypto User and Key Vault Reader only, and a certificate that is not exportable.',
        ]
      : []),
  ];
  if (odd.length > 0) return { verdict: 'warn', says: odd.join(' ') };
  return { verdict: 'pass', says: `It is valid until ${day(validTo)}, ${days} days from now.` };
}

const whyNot = ({ enabled, notBefore }: VersionProperties, now: number): string => {
  if (enabled === false) return 'disabled';
  return notBefore && notBefore.getTime() > now ? 'not valid yet' : 'expired';
};

function detailsOf({ vault, ...certificate }: InspectedCertificate): Details {
  const { subject, validFrom, validTo, keyType, keyBits, sha1, sha256, x5tS256 } = certificate;
  return {
    subject,
    validFrom: validFrom.toISOString(),
    validTo: validTo.toISOString(),
    key: keyBits === undefined ? keyType : `${keyType} ${keyBits}`,
    thumbprintSha1: sha1,
    thumbprintSha256: sha256,
    x5tS256,
    ...(vault && {
      version: vault.version,
      ...(vault.exportable !== undefined && { exportable: vault.exportable }),
      keyReadable: vault.keyReadable,
      ...(vault.versions && { versions: vault.versions.map(versionText) }),
    }),
  };
}

const versionText = ({ version = '', enabled, expiresOn }: VersionProperties): string =>
  `${version}${enabled === false ? ', disabled' : ''}${expiresOn ? `, until ${day(expiresOn)}` : ''}`;

const day = (date: Date): string => date.toISOString().slice(0, 10);
