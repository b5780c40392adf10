import { ClientAssertionCredential } from '@azure/identity';
import { makeAssertion } from './ask-for-token.ts';
import type { Tenant } from './tenant.ts';

/** A good token request with these changes, as `@azure/identity` makes it; throws what that throws. */
export async function askThroughSdk(
  tenant: Tenant,
  changes: Record<string, string | undefined> = {},
  { tenantId = tenant.state.tenantId, maxRetries = 0 } = {},
): Promise<string> {
  const { entra, application } = tenant;
  const assertion = changes.client_assertion ?? (await makeAssertion(tenant));
  const credential = new ClientAssertionCredential(
    tenantId,
    changes.client_id ?? application.clientId,
    async () => assertion,
    { authorityHost: entra.url, disableInstanceDiscovery: true, retryOptions: { maxRetries } },
  );
  return (await credential.getToken(changes.scope ?? 'https://outlook.office365.com/.default')).token;
}
