import { ClientAssertionCredential } from '@azure/identity';
import { faultFromAzure } from '../azure/fault-from-azure.ts';
import type { Fault } from '../failures/fault.ts';
import { failed, ok, type Result } from '../failures/result.ts';

/** An access token and its end, in milliseconds since 1970. */
export interface AccessToken {
  text: string;
  expires: number;
}

/** Exchanges a client assertion for an access token. */
export type RequestToken = (assertion: string) => Promise<Result<AccessToken, Fault>>;

/** Asks Entra in the client credentials flow; `authorityHost` and `scope` are those of the tenant's cloud. */
export function tokenRequest(app: {
  tenantId: string;
  clientId: string;
  authorityHost: string;
  scope: string;
}): RequestToken {
  const { tenantId, clientId, authorityHost, scope } = app;
  return async (assertion) => {
    try {
      // A new credential for each request: it has no forced refresh, and after a 5xx it blocks itself for 60 s.
      // The authority is configured, so there is no need to ask login.microsoftonline.com whether it is known.
      const credential = new ClientAssertionCredential(tenantId, clientId, async () => assertion, {
        authorityHost,
        disableInstanceDiscovery: true,
      });
      const { token, expiresOnTimestamp } = await credential.getToken(scope);
      return ok({ text: token, expires: expiresOnTimestamp });
    } catch (error) {
      return failed(faultFromAzure('token', error));
    }
  };
}
