import type { Fault } from '../failures/fault.ts';
import type { TokenRefusal } from './request-token.ts';

/** The assertion was not within its time: a new one of the same certificate may do. */
export const ASSERTION_OUT_OF_TIME = 'AADSTS700024';

/**
 * After which refusals Microsoft's own library reads the certificate again (microsoft-identity-web). Not among them:
 * 7000215 and 7000222 are about secrets, 700016 about the application, 50012 about any signature.
 */
const reloadCodes = new Set([
  'AADSTS700027',
  ASSERTION_OUT_OF_TIME,
  'AADSTS7000214',
  'AADSTS1000502',
  'AADSTS7000274',
  'AADSTS7000277',
]);

/** Whether Entra refused the certificate, so that another version of it may be taken. */
export const refusesCertificate = ({ oauthError, fault }: TokenRefusal): boolean =>
  oauthError === 'invalid_client' && reloadCodes.has(fault.code ?? '');

/** What the vault or we ourselves say of a version that is disabled, expired or not yet valid. */
const unusable =
  /\b(?:Key|Secret|Certificate)(?:Disabled|Expired|NotYetValid)|\bNotYetValidOrExpired\b|\bcertificate-expired\b|\bnot allowed on an? (?:disabled|expired|not yet valid|(?:key|secret) that is not yet valid)\b|outside the key's validity/i;

/** Whether a certificate could not be read or did not sign because of its state, so that another version may do. */
export const isUnusableVersion = ({ code = '', said }: Fault): boolean => unusable.test(`${code} ${said}`);
