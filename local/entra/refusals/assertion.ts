import { invalidClient, type Refusal } from '../refusal.ts';

const documentation =
  'Review the documentation at https://learn.microsoft.com/entra/identity-platform/certificate-credentials .';

/** Documented. */
export const assertionMalformed = (): Refusal => invalidClient(50027, 'JWT token is invalid or malformed.');

/** The list is of 2023 and lacks PS256, which is taken by now; seen. */
export const algorithmUnsupported = (algorithm: string): Refusal =>
  invalidClient(
    5002738,
    `Invalid JWT token. '${algorithm}' is not a supported signature algorithm. Supported signing algorithms are: 'RS256,RS384,RS512'`,
  );

/** Seen. */
export const thumbprintMissing = (): Refusal =>
  invalidClient(50027, 'Invalid JWT token. No certificate thumbprint specified in token header.');

/** Seen. */
export const audiencesTooMany = (count: number): Refusal =>
  invalidClient(
    5002741,
    `Number of audience values in the provided client credential exceed maximum allowed. ${count} audience values provided, maximum allowed is 1.`,
  );

/** Seen. */
export const audienceWrong = (): Refusal =>
  invalidClient(700023, `Client assertion audience claim does not match Realm issuer. ${documentation}`);

/** Seen. */
export const clientIdDiffers = (): Refusal =>
  invalidClient(
    700021,
    `Client assertion application identifier doesn't match 'client_id' parameter. ${documentation}`,
  );

/** Documented. */
export const subjectDiffers = (): Refusal =>
  invalidClient(50048, 'Subject mismatches Issuer claim in the client assertion. Contact the tenant admin.');

/** Times as they stand in the assertion, in seconds; Entra reads an absent one as 1970. Seen. */
export const outsideValidTime = (now: Date, notBefore: number, expires: number): Refusal =>
  invalidClient(
    700024,
    `Client assertion is not within its valid time range. Current time: ${ticks(now)}, assertion valid from ${ticks(new Date(notBefore * 1000))}, expiry time of assertion ${ticks(new Date(expires * 1000))}. ${documentation}`,
  );

/** ISO 8601 with the seven decimals of .NET. */
const ticks = (time: Date): string => time.toISOString().replace('Z', '0000Z');
