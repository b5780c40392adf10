import { constants, verify, X509Certificate } from 'node:crypto';
import { isFederated, refuseFederated } from './federated.ts';
import type { Refusal } from './refusal.ts';
import {
  algorithmUnsupported,
  assertionMalformed,
  audiencesTooMany,
  audienceWrong,
  clientIdDiffers,
  outsideValidTime,
  subjectDiffers,
  thumbprintMissing,
} from './refusals/assertion.ts';
import {
  certificateRevoked,
  certificateRevokedByAdministrator,
  certificateTooEarly,
  keyExpired,
  keyNotFound,
  signatureWrong,
} from './refusals/certificate.ts';
import type { Application } from './state.ts';

const clockSkewSeconds = 300;
const longestLifetimeSeconds = 600;

interface Assertion {
  header: { alg?: unknown; x5t?: unknown; 'x5t#S256'?: unknown };
  claims: { aud?: unknown; iss?: unknown; sub?: unknown; nbf?: number; exp?: number };
}

/**
 * What is wrong with a client assertion, in Entra's words; nothing when it may pass. The rules are those of
 * learn.microsoft.com/entra/identity-platform/certificate-credentials: the certificate is the one that the
 * thumbprint names, and the signature must be its own.
 */
export function refuseAssertion(
  assertion: string,
  application: Application,
  { tokenEndpoint, now }: { tokenEndpoint: string; now: Date },
): Refusal | undefined {
  const decoded = decode(assertion);
  if (!decoded) return assertionMalformed();
  const { header, claims } = decoded;
  if (isFederated(claims)) return refuseFederated(claims, application);
  const { alg } = header;
  if (alg !== 'PS256' && alg !== 'RS256') return algorithmUnsupported(String(alg));
  if (claims.iss !== claims.sub) return subjectDiffers();
  if (claims.iss !== application.clientId) return clientIdDiffers();
  const refused = refuseCertificate(assertion, { ...header, alg }, application, now);
  if (refused) return refused;

  if (Array.isArray(claims.aud) && claims.aud.length > 1) return audiencesTooMany(claims.aud.length);
  if ([claims.aud].flat()[0] !== tokenEndpoint) return audienceWrong();
  return isInTime(claims, now) ? undefined : outsideValidTime(now, claims.nbf ?? 0, claims.exp ?? 0);
}

function refuseCertificate(
  assertion: string,
  header: Assertion['header'] & { alg: 'PS256' | 'RS256' },
  { clientId, certificates, revokedCertificates = {} }: Application,
  now: Date,
): Refusal | undefined {
  const thumbprint = readThumbprint(header);
  if (!thumbprint) return thumbprintMissing();
  const certificate = certificates
    .map((pem) => new X509Certificate(pem))
    .find((known) => [known.fingerprint, known.fingerprint256].map(withoutColons).includes(thumbprint));
  if (!certificate) return keyNotFound(thumbprint, clientId);
  const key = `Start=${day(certificate.validFromDate)}, End=${day(certificate.validToDate)}`;
  if (!isSignedBy(certificate, assertion, header.alg)) return signatureWrong(thumbprint, key, clientId);
  if (now > certificate.validToDate) return keyExpired(thumbprint, key, clientId);
  if (now < certificate.validFromDate) return certificateTooEarly();
  switch (revokedCertificates[withoutColons(certificate.fingerprint)]) {
    case 'authority':
      return certificateRevoked();
    case 'administrator':
      return certificateRevokedByAdministrator();
    case undefined:
      return undefined;
  }
}

function decode(assertion: string): Assertion | undefined {
  try {
    const [header, claims, signature, ...more] = assertion.split('.');
    if (!header || !claims || !signature || more.length > 0) return undefined;
    const parse = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString());
    return { header: parse(header), claims: parse(claims) };
  } catch {
    return undefined;
  }
}

/** Upper-case hex of the thumbprint's bytes; the hex text sent instead of the bytes shows as a thumbprint twice as long. */
function readThumbprint(header: Assertion['header']): string | undefined {
  const sent = header['x5t#S256'] ?? header.x5t;
  return typeof sent === 'string' ? Buffer.from(sent, 'base64url').toString('hex').toUpperCase() : undefined;
}

function isSignedBy(certificate: X509Certificate, assertion: string, alg: 'PS256' | 'RS256'): boolean {
  const end = assertion.lastIndexOf('.');
  const padding = alg === 'PS256' ? constants.RSA_PKCS1_PSS_PADDING : constants.RSA_PKCS1_PADDING;
  return verify(
    'sha256',
    Buffer.from(assertion.slice(0, end)),
    { key: certificate.publicKey, padding, saltLength: 32 },
    Buffer.from(assertion.slice(end + 1), 'base64url'),
  );
}

function isInTime({ nbf, exp }: Assertion['claims'], now: Date): boolean {
  const seconds = now.getTime() / 1000;
  if (typeof exp !== 'number' || seconds > exp + clockSkewSeconds) return false;
  if (nbf !== undefined && seconds < nbf - clockSkewSeconds) return false;
  return exp <= (nbf ?? seconds + clockSkewSeconds) + longestLifetimeSeconds;
}

const withoutColons = (fingerprint: string): string => fingerprint.replaceAll(':', '');

/** `06/29/2021 21:13:15`, as Entra prints it. */
const day = (date: Date): string => {
  const [year, month, dayOfMonth, time] = date.toISOString().split(/[-T.]/);
  return `${month}/${dayOfMonth}/${year} ${time}`;
};
