import { invalidClient, type Refusal } from '../refusal.ts';

/** Seen. */
export const keyNotFound = (thumbprint: string, clientId: string): Refusal =>
  invalidClient(
    700027,
    `The certificate with identifier used to sign the client assertion is not registered on application. [Reason - The key was not found., Thumbprint of key used by client: '${thumbprint}', ${seeConfiguredKeys(clientId)}]`,
  );

/** `key` is the registered certificate, as for `signatureWrong`; seen. */
export const keyExpired = (thumbprint: string, key: string, clientId: string): Refusal =>
  invalidClient(
    700027,
    `Client assertion contains an invalid signature. [Reason - The key used is expired., Thumbprint of key used by client: '${thumbprint}', Found key '${key}', ${seeConfiguredKeys(clientId)}]`,
  );

/** Seen. */
export const signatureWrong = (thumbprint: string, key: string, clientId: string): Refusal =>
  invalidClient(
    700027,
    `Client assertion contains an invalid signature. [Reason - The provided signature value did not match the expected signature value., Thumbprint of key used by client: '${thumbprint}', Found key '${key}', ${seeConfiguredKeys(clientId)}]`,
  );

/** The certificate's time has not come; reported. */
export const certificateTooEarly = (): Refusal =>
  invalidClient(1000502, 'The certificate is outside its validity window.');

/** On the revocation list of its authority; documented. */
export const certificateRevoked = (): Refusal => invalidClient(7000214, 'Certificate has been revoked.');

/** Revoked otherwise; reported. */
export const certificateRevokedByAdministrator = (): Refusal =>
  invalidClient(7000277, 'The certificate was revoked.');

const seeConfiguredKeys = (clientId: string): string =>
  `Please visit the Azure Portal, Graph Explorer or directly use MS Graph to see configured keys for app Id '${clientId}'. Review the documentation at https://docs.microsoft.com/en-us/graph/deployments to determine the corresponding service endpoint and https://docs.microsoft.com/en-us/graph/api/application-get?view=graph-rest-1.0&tabs=http to build a query request URL, such as 'https://graph.microsoft.com/beta/applications/${clientId}'.`;
