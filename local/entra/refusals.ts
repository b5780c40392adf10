import type { Refusal } from './refusal.ts';
import type { Application } from './state.ts';

// Texts as seen in public logs and captured answers (2021 to 2026).

const documentation =
  'Review the documentation at https://learn.microsoft.com/entra/identity-platform/certificate-credentials .';

export const tenantNotFound = (tenant: string): Refusal => ({
  code: 90002,
  error: 'invalid_tenant',
  status: 400,
  text: `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.`,
});

export const parameterMissing = (name: string): Refusal => ({
  code: 900144,
  error: 'invalid_request',
  status: 400,
  text: `The request body must contain the following parameter: '${name}'.`,
});

export const grantTypeUnsupported = (grantType: string): Refusal => ({
  code: 70003,
  error: 'unsupported_grant_type',
  status: 400,
  text: `The app requested an unsupported grant type '${grantType}'.`,
});

export const clientIdMalformed = (clientId: string): Refusal => ({
  code: 700038,
  error: 'unauthorized_client',
  status: 400,
  text: `${clientId} is not a valid application identifier.`,
});

export const applicationNotFound = (clientId: string, tenantId: string): Refusal => ({
  code: 700016,
  error: 'unauthorized_client',
  status: 400,
  text: `Application with identifier '${clientId}' was not found in the directory '${tenantId}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.`,
});

export const servicePrincipalMissing = (clientId: string, tenantId: string): Refusal => ({
  code: 7000229,
  error: 'invalid_client',
  status: 401,
  text: `The client application ${clientId} is missing service principal in the tenant ${tenantId}. See instructions here: https://go.microsoft.com/fwlink/?linkid=2225119`,
});

export const applicationDisabled = ({ clientId, displayName }: Application): Refusal => ({
  code: 7000112,
  error: 'unauthorized_client',
  status: 400,
  text: `Application '${clientId}'(${displayName}) is disabled.`,
});

export const scopeMalformed = (scope: string): Refusal => ({
  code: 70011,
  error: 'invalid_scope',
  status: 400,
  text: `The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid. The scope ${scope} is not valid. The scope format is invalid. Scope must be in a valid URI form <https://example/scope> or a valid Guid <guid/scope>.`,
});

export const scopeWithoutDefault = (scope: string): Refusal => ({
  code: 1002012,
  error: 'invalid_scope',
  status: 400,
  text: `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`,
});

export const resourceNotFound = (resource: string, tenantId: string): Refusal => ({
  code: 500011,
  error: 'invalid_resource',
  status: 400,
  text: `The resource principal named ${resource} was not found in the tenant named ${tenantId}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.`,
});

export const secretInvalid = (clientId: string): Refusal =>
  invalidClient(
    7000215,
    `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${clientId}'.`,
  );

export const credentialMissing = (): Refusal =>
  invalidClient(
    7000218,
    "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
  );

export const assertionMalformed = (): Refusal => invalidClient(50027, 'JWT token is invalid or malformed.');

export const thumbprintMissing = (): Refusal =>
  invalidClient(50027, 'Invalid JWT token. No certificate thumbprint specified in token header.');

export const audiencesTooMany = (count: number): Refusal =>
  invalidClient(
    5002741,
    `Number of audience values in the provided client credential exceed maximum allowed. ${count} audience values provided, maximum allowed is 1.`,
  );

export const audienceWrong = (): Refusal =>
  invalidClient(700023, `Client assertion audience claim does not match Realm issuer. ${documentation}`);

export const clientIdDiffers = (): Refusal =>
  invalidClient(
    700021,
    `Client assertion application identifier doesn't match 'client_id' parameter. ${documentation}`,
  );

/** Times as they stand in the assertion, in seconds; Entra reads an absent one as 1970. */
export const outsideValidTime = (now: Date, notBefore: number, expires: number): Refusal =>
  invalidClient(
    700024,
    `Client assertion is not within its valid time range. Current time: ${ticks(now)}, assertion valid from ${ticks(new Date(notBefore * 1000))}, expiry time of assertion ${ticks(new Date(expires * 1000))}. ${documentation}`,
  );

export const keyNotFound = (thumbprint: string, clientId: string): Refusal =>
  invalidClient(
    700027,
    `The certificate with identifier used to sign the client assertion is not registered on application. [Reason - The key was not found., Thumbprint of key used by client: '${thumbprint}', ${seeConfiguredKeys(clientId)}]`,
  );

/** `key` is the registered certificate; a key whose time has not come yet is refused with the same words. */
export const keyExpired = (thumbprint: string, key: string, clientId: string): Refusal =>
  invalidClient(
    700027,
    `Client assertion contains an invalid signature. [Reason - The key used is expired., Thumbprint of key used by client: '${thumbprint}', Found key '${key}', ${seeConfiguredKeys(clientId)}]`,
  );

export const signatureWrong = (thumbprint: string, key: string, clientId: string): Refusal =>
  invalidClient(
    700027,
    `Client assertion contains an invalid signature. [Reason - The provided signature value did not match the expected signature value., Thumbprint of key used by client: '${thumbprint}', Found key '${key}', ${seeConfiguredKeys(clientId)}]`,
  );

export const federatedMismatch = (
  code: 700211 | 700212 | 700213,
  claim: 'issuer' | 'audience' | 'subject',
  presented: string,
): Refusal =>
  invalidClient(
    code,
    `No matching federated identity record found for presented assertion ${claim} '${presented}'. Check your federated identity credential Subject, Audience and Issuer against the presented assertion. https://learn.microsoft.com/entra/workload-id/workload-identity-federation`,
  );

const invalidClient = (code: number, text: string): Refusal => ({
  code,
  error: 'invalid_client',
  status: 401,
  text,
});

const seeConfiguredKeys = (clientId: string): string =>
  `Please visit the Azure Portal, Graph Explorer or directly use MS Graph to see configured keys for app Id '${clientId}'. Review the documentation at https://docs.microsoft.com/en-us/graph/deployments to determine the corresponding service endpoint and https://docs.microsoft.com/en-us/graph/api/application-get?view=graph-rest-1.0&tabs=http to build a query request URL, such as 'https://graph.microsoft.com/beta/applications/${clientId}'.`;

/** ISO 8601 with the seven decimals of .NET. */
const ticks = (time: Date): string => time.toISOString().replace('Z', '0000Z');
