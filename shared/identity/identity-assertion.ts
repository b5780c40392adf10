import type { TokenCredential } from '@azure/identity';
import { faultFromAzure } from '../azure/fault-from-azure.ts';
import { failed, ok } from '../failures/result.ts';
import type { AssertionSource } from './token.ts';

/**
 * The managed identity's own token as assertion, for an app registration that trusts the identity (federated
 * credential): no certificate. `audience` is that of the cloud's token exchange. The credential keeps its token.
 */
export function identityAssertion(credential: TokenCredential, audience: string): AssertionSource {
  return async () => {
    try {
      const token = await credential.getToken(`${audience}/.default`);
      if (!token) throw new Error('the managed identity gave no token');
      return ok(token.token);
    } catch (error) {
      return failed(faultFromAzure('token', error));
    }
  };
}
