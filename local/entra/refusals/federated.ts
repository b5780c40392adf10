import { invalidClient, type Refusal } from '../refusal.ts';
import type { Application } from '../state.ts';

const check =
  'Check your federated identity credential Subject, Audience and Issuer against the presented assertion. https://learn.microsoft.com/entra/workload-id/workload-identity-federation';

/** Seen. */
export const federationNotConfigured = ({ clientId, displayName }: Application): Refusal =>
  invalidClient(
    70025,
    `The client '${clientId}'(${displayName}) has no configured federated identity credentials.`,
  );

/** Issuer, audience and subject, in this order; also as `invalid_request`, seen. */
export const federatedMismatch = (
  code: 700211 | 700212 | 700213,
  claim: 'issuer' | 'audience' | 'subject',
  presented: string,
): Refusal =>
  invalidClient(
    code,
    `No matching federated identity record found for presented assertion ${claim} '${presented}'. ${check}`,
  );

/** Seen. */
export const subjectCaseDiffers = (presented: string): Refusal =>
  invalidClient(
    7002138,
    `No matching federated identity record found for presented assertion subject '${presented}'. The subject matches with case-insensitive comparison, but not with case-sensitive comparison. ${check}`,
  );

/** What the service says of a forged token is not known; it is this number's name. Reported. */
export const federatedSignatureWrong = (): Refusal =>
  invalidClient(7000274, 'Client assertion contains an invalid signature.');
