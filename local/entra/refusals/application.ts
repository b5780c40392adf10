import { invalidClient, type Refusal } from '../refusal.ts';
import { exchangeAppId } from '../resources.ts';
import type { Application } from '../state.ts';

/** Seen. */
export const clientIdMalformed = (clientId: string): Refusal => ({
  code: 700038,
  error: 'unauthorized_client',
  status: 400,
  text: `${clientId} is not a valid application identifier.`,
});

/** Seen. */
export const applicationNotFound = (clientId: string, tenantId: string): Refusal => ({
  code: 700016,
  error: 'unauthorized_client',
  status: 400,
  text: `Application with identifier '${clientId}' was not found in the directory '${tenantId}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.`,
});

/** Seen. */
export const servicePrincipalMissing = (clientId: string, tenantId: string): Refusal =>
  invalidClient(
    7000229,
    `The client application ${clientId} is missing service principal in the tenant ${tenantId}. See instructions here: https://go.microsoft.com/fwlink/?linkid=2225119`,
  );

/** Seen. */
export const applicationDisabled = ({ clientId, displayName }: Application): Refusal => ({
  code: 7000112,
  error: 'unauthorized_client',
  status: 400,
  text: `Application '${clientId}'(${displayName}) is disabled.`,
});

/** Seen. */
export const applicationPublic = (): Refusal =>
  invalidClient(
    700025,
    "Client is public so neither 'client_assertion' nor 'client_secret' should be presented.",
  );

/** Exchange Online wants an assignment and the application has no role there; also as `invalid_client`, seen. */
export const roleNotAssigned = ({ clientId, displayName }: Application): Refusal => ({
  code: 501051,
  error: 'invalid_grant',
  status: 400,
  text: `Application '${clientId}'(${displayName}) is not assigned to a role for the application '${exchangeAppId}'(Office 365 Exchange Online).`,
});
