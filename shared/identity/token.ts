import type { Fault } from '../failures/fault.ts';
import { ok, type Result } from '../failures/result.ts';
import type { Stopwatch } from '../stopwatch.ts';
import type { AccessToken } from './request-token.ts';

/**
 * Gives the access token for SMTP, from memory while it is fresh. Notes `sign` and `token` when it had to ask.
 * `refused` is a token that the server did not take; the answer is another one, or the same where one was renewed
 * for that reason within the last minute: then staleness is not what is wrong.
 */
export type TokenSource = (stopwatch: Stopwatch, refused?: string) => Promise<Result<string, Fault>>;

/** Proves to Entra who the app is and brings a new token; notes `sign` and `token`. */
export type AcquireToken = (stopwatch: Stopwatch) => Promise<Result<AccessToken, Fault>>;

interface TokenSourceOptions {
  acquire: AcquireToken;
  now: () => Date;
}

/** Renewed so long before its end; the SDK itself would not serve a token in its last five minutes. */
const RENEW_EARLY_MS = 10 * 60_000;
/** While a renewal fails, the old token serves until so long before its end. */
const LAST_USE_MS = 60_000;
/** Refused tokens are renewed so often at most: Entra answers a loop with AADSTS50196. */
const RENEW_REFUSED_MS = 60_000;

/** Keeps one token for all who send, renewed early and once at a time. */
export function createTokenSource(options: TokenSourceOptions): TokenSource {
  const { acquire, now } = options;
  let token: AccessToken | undefined;
  let renewedForRefusal = Number.NEGATIVE_INFINITY;
  let renewal: Promise<Result<string, Fault>> | undefined;

  async function renew(stopwatch: Stopwatch): Promise<Result<string, Fault>> {
    const answer = await acquire(stopwatch);
    if (!answer.ok) return answer;
    token = answer.value;
    return ok(token.text);
  }

  return async (stopwatch, refused) => {
    const time = now().getTime();
    const isDue = renewal !== undefined || time - renewedForRefusal >= RENEW_REFUSED_MS;
    const stale = token !== undefined && token.text === refused && isDue;
    if (stale) renewedForRefusal = time;
    const left = (token?.expires ?? 0) - time;
    if (token && !stale && left > RENEW_EARLY_MS) return ok(token.text);
    const old = token;
    renewal ??= renew(stopwatch).finally(() => {
      renewal = undefined;
    });
    const renewed = await renewal;
    return !renewed.ok && old && left > LAST_USE_MS ? ok(old.text) : renewed;
  };
}
