import { ClientAssertionCredential } from '@azure/identity';
import { faultFromAzure } from '../azure/fault-from-azure.ts';
import type { Fault } from '../failures/fault.ts';
import { failed, ok, type Result } from '../failures/result.ts';
import { watchLine } from './watch-line.ts';

/** An access token and its end, in milliseconds since 1970. */
export interface AccessToken {
  text: string;
  expires: number;
}

/** Why there is no token. */
export interface TokenRefusal {
  fault: Fault;
  /** The OAuth `error` of the answer (RFC 6749 §5.2), where there was one. */
  oauthError?: string | undefined;
  /** Seconds after which the same request may succeed; absent where it would be refused again or nobody knows when. */
  again?: number | undefined;
}

/** Exchanges a client assertion for an access token, in one request. */
export type RequestToken = (assertion: string) => Promise<Result<AccessToken, TokenRefusal>>;

/** One request and the discovery before it, together: Entra answers within a second. */
const TIMEOUT_MS = 10_000;

/** Asks Entra in the client credentials flow; `authorityHost` and `scope` are those of the tenant's cloud. */
export function tokenRequest(
  app: { tenantId: string; clientId: string; authorityHost: string; scope: string },
  timeoutMs = TIMEOUT_MS,
): RequestToken {
  const { tenantId, clientId, authorityHost, scope } = app;
  return async (assertion) => {
    const line = watchLine(AbortSignal.timeout(timeoutMs));
    try {
      // A new credential for each request: it has no forced refresh, and after a 5xx it blocks itself for 60 s.
      // The authority is configured, so there is no need to ask login.microsoftonline.com whether it is known.
      // No retries in there: they would sit out a Retry-After of minutes.
      const credential = new ClientAssertionCredential(tenantId, clientId, async () => assertion, {
        authorityHost,
        disableInstanceDiscovery: true,
        retryOptions: { maxRetries: 0 },
        additionalPolicies: [{ policy: line.policy, position: 'perCall' }],
      });
      const { token, expiresOnTimestamp } = await credential.getToken(scope);
      return ok({ text: token, expires: expiresOnTimestamp });
    } catch (error) {
      if (line.isTimedOut()) {
        const said = `${authorityHost} gave no answer within ${timeoutMs / 1000} s.`;
        return failed({ fault: { at: 'token', code: 'ETIMEDOUT', said } });
      }
      const { thrown, answer } = line.whatHappened(error);
      const fault = faultFromAzure('token', thrown, answer);
      const oauthError = (thrown as { cause?: { errorCode?: string } }).cause?.errorCode;
      return failed({ fault, oauthError, again: secondsToWait(answer?.status, fault.retryAfter) });
    }
  };
}

/** A broken line (no status) and a passing trouble of the server are worth another request. */
function secondsToWait(status: number | undefined, retryAfter: number | undefined): number | undefined {
  if (status === 429) return retryAfter;
  return status === undefined || status === 408 || status >= 500 ? (retryAfter ?? 1) : undefined;
}
