import { invalidClient, type Refusal } from '../refusal.ts';

/** Seen. */
export const parameterMissing = (name: string): Refusal => ({
  code: 900144,
  error: 'invalid_request',
  status: 400,
  text: `The request body must contain the following parameter: '${name}'.`,
});

/** Documented. */
export const resourceParameterSent = (): Refusal => ({
  code: 901002,
  error: 'invalid_request',
  status: 400,
  text: "The 'resource' request parameter is not supported.",
});

/** Seen. */
export const grantTypeUnsupported = (grantType: string): Refusal => ({
  code: 70003,
  error: 'unsupported_grant_type',
  status: 400,
  text: `The app requested an unsupported grant type '${grantType}'.`,
});

/** Seen. */
export const scopeMalformed = (scope: string): Refusal => ({
  code: 70011,
  error: 'invalid_scope',
  status: 400,
  text: `The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid. The scope ${scope} is not valid. The scope format is invalid. Scope must be in a valid URI form <https://example/scope> or a valid Guid <guid/scope>.`,
});

/** Seen. */
export const scopeWithoutDefault = (scope: string): Refusal => ({
  code: 1002012,
  error: 'invalid_scope',
  status: 400,
  text: `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`,
});

/** Seen. */
export const resourceNotFound = (resource: string, tenantId: string): Refusal => ({
  code: 500011,
  error: 'invalid_resource',
  status: 400,
  text: `The resource principal named ${resource} was not found in the tenant named ${tenantId}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.`,
});

/** Its OAuth error is not known; documented. */
export const resourceDisabled = (resource: string): Refusal => ({
  code: 500014,
  error: 'invalid_resource',
  status: 400,
  text: `The service principal for resource '${resource}' is disabled. This indicate that a subscription within the tenant has lapsed, or that the administrator for this tenant has disabled the application, preventing tokens from being issued for it.`,
});

/** Seen. */
export const secretInvalid = (clientId: string): Refusal =>
  invalidClient(
    7000215,
    `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${clientId}'.`,
  );

/** Seen. */
export const credentialMissing = (): Refusal =>
  invalidClient(
    7000218,
    "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
  );
