import type { VersionProperties } from '../../azure/usable-version.ts';
import { addSecretPolicy, assignSecretRole } from '../../failures/catalogue/vault.ts';
import type { Explanation } from '../../failures/explain.ts';
import type { Fix } from '../../failures/known-failure.ts';
import { inspectCertificate, type KeptCertificate } from '../../identity/certificate-sources.ts';
import type { InspectedCertificate } from '../../identity/inspect-certificate.ts';
import { type Details, defineCheck, type Judgement } from '../check.ts';
import type { Facts } from '../facts.ts';
import { foundValues } from '../known-values.ts';
import { type LikelyCause, rankCauses } from '../rank-causes.ts';
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
    if (!found.ok) return forSource(refused(found.error, facts), facts);
    const judged = judgeCertificate(found.value, certificate.source, now());
    const fault = faultOf(found.value, now());
    const explained = fault
      ? refused({ at: 'certificate', code: fault, said: judged.says }, facts)
      : undefined;
    return {
      ...judged,
      ...(explained?.failure && { failure: explained.failure }),
      ...(explained?.failure && { causes: [causeOf(judged.says, explained.failure, certificate.source)] }),
      details: detailsOf(found.value),
      facts: { certificate: found.value },
    };
  },
});

/** Everything that is to be said of it, in one sentence each; the gravest decides. */
export function judgeCertificate(
  { validFrom, validTo, keyType, keyBits = 0, vault }: InspectedCertificate,
  source: KeptCertificate['source'],
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

/** What the catalogue calls the gravest thing that is wrong with it. */
function faultOf(
  { validFrom, validTo, keyType, vault }: InspectedCertificate,
  now: number,
): string | undefined {
  if (keyType !== 'rsa') return 'vault-parameter-refused';
  if (validTo.getTime() <= now || validFrom.getTime() > now) return 'certificate-expired';
  return vault?.newest.enabled === false && vault.newest.version === vault.version
    ? 'certificate-disabled'
    : undefined;
}

/** A source that reads the private key needs other rights than one that lets the vault sign. */
const forSecrets: Readonly<Record<string, Fix>> = {
  'vault-role-missing': assignSecretRole,
  'vault-access-policy-missing': addSecretPolicy,
};

function forSource(judged: Judgement, facts: Pick<Facts, 'settings'> & Partial<Facts>): Judgement {
  const { failure } = judged;
  const fix = failure && forSecrets[failure.id];
  if (!fix || facts.settings.certificate.source !== 'vault-secret') return judged;
  const candidate = {
    weight: 1,
    cause: failure.causes[0] ?? failure.meaning,
    because:
      'MAIL_CERTIFICATE_SOURCE is vault-secret: the app reads the private key, and needs to get secrets.',
    ...fix,
  };
  return { ...judged, causes: rankCauses([candidate], foundValues(facts)) };
}

/** What was seen is the cause. The catalogue mends in a vault, and a certificate may be in a file. */
function causeOf(says: string, { fix: [fix] }: Explanation, source: KeptCertificate['source']): LikelyCause {
  if (source.startsWith('vault-') && fix)
    return { cause: says, because: 'That is what the vault holds.', ...fix };
  return {
    cause: says,
    because: 'That is what the file of MAIL_CERTIFICATE_FILE holds.',
    does: 'Let MAIL_CERTIFICATE_FILE name a file with an RSA key and a certificate that is valid now, and upload its public part to the app registration (docs/guide.md has the way to a .pfx and .cer).',
  };
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
