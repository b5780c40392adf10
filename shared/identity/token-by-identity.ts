import type { TokenCredential } from '@azure/identity';
import { faultFromAzure } from '../azure/fault-from-azure.ts';
import type { Fault } from '../failures/fault.ts';
import { failed, ok, type Result } from '../failures/result.ts';
import type { RequestToken } from './request-token.ts';
import type { AcquireToken } from './token.ts';
import { type Sleep, startTokenRequests } from './token-requests.ts';

interface TokenByIdentityOptions {
  credential: TokenCredential;
  /** That of the cloud's token exchange. */
  audience: string;
  requestToken: RequestToken;
  sleep: Sleep;
}

/**
 * Tokens for the managed identity's own token as assertion, for an app registration that trusts the identity (federated
 * credential): no certificate, and nothing to read anew where Entra refuses. The credential keeps its token.
 */
export function tokenByIdentity(options: TokenByIdentityOptions): AcquireToken {
  const { credential, audience, requestToken, sleep } = options;

  async function assertion(): Promise<Result<string, Fault>> {
    try {
      const token = await credential.getToken(`${audience}/.default`);
      if (!token) throw new Error('the managed identity gave no token');
      return ok(token.token);
    } catch (error) {
      return failed(faultFromAzure('token', error));
    }
  }

  return async (stopwatch) => {
    const proof = await stopwatch.time('sign', assertion);
    if (!proof.ok) return proof;
    const { ask } = startTokenRequests(requestToken, sleep);
    const answer = await stopwatch.time('token', () => ask(proof.value));
    return answer.ok ? answer : failed(answer.error.fault);
  };
}
