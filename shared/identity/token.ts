import type { Fault } from '../failures/fault.ts';
import { ok, type Result } from '../failures/result.ts';
import type { Stopwatch } from '../stopwatch.ts';
import { ASSERTION_LIFETIME_SECONDS, createAssertion } from './assertion.ts';
import type { CertificateSource } from './certificate.ts';
import type { AccessToken, RequestToken } from './request-token.ts';

/**
 * Gives the access token for SMTP, from memory while it is fresh. Notes `sign` and `token` when it had to ask.
 * `refused` is a token that the server did not take; the answer is another one, or the same where one was renewed
 * for that reason within the last minute: then staleness is not what is wrong.
 */
export type TokenSource = (stopwatch: Stopwatch, refused?: string) => Promise<Result<string, Fault>>;

interface TokenSourceOptions {
  clientId: string;
  /** Of this tenant and cloud: what an assertion is made for. */
  tokenEndpoint: string;
  certificate: CertificateSource;
  requestToken: RequestToken;
  now: () => Date;
  newId: () => string;
}

/** Renewed so long before its end; the SDK itself would not serve a token in its last five minutes. */
const RENEW_EARLY_MS = 10 * 60_000;
/** While a renewal fails, the old token serves until so long before its end. */
const LAST_USE_MS = 60_000;
/** An assertion is used again for a second token within 8 of its 10 minutes: one vault signature, not two. */
const ASSERTION_REUSE_MS = (ASSERTION_LIFETIME_SECONDS - 120) * 1000;

/** Refused tokens are renewed so often at most: Entra answers a loop with AADSTS50196. */
const RENEW_REFUSED_MS = 60_000;

/** Keeps one token for all who send, renewed early and once at a time. */
export function createTokenSource(options: TokenSourceOptions): TokenSource {
  const { clientId, tokenEndpoint, certificate, requestToken, now, newId } = options;
  let token: AccessToken | undefined;
  let assertion: { text: string; made: number } | undefined;
  let renewedForRefusal = Number.NEGATIVE_INFINITY;
  let renewal: Promise<Result<string, Fault>> | undefined;

  async function currentAssertion(stopwatch: Stopwatch): Promise<Result<string, Fault>> {
    const made = now();
    if (assertion && made.getTime() - assertion.made < ASSERTION_REUSE_MS) return ok(assertion.text);
    return stopwatch.time('sign', async () => {
      const found = await certificate();
      if (!found.ok) return found;
      const signed = await createAssertion(found.value, { clientId, tokenEndpoint, now: made, id: newId() });
      if (signed.ok) assertion = { text: signed.value, made: made.getTime() };
      return signed;
    });
  }

  async function renew(stopwatch: Stopwatch): Promise<Result<string, Fault>> {
    const signed = await currentAssertion(stopwatch);
    if (!signed.ok) return signed;
    const answer = await stopwatch.time('token', () => requestToken(signed.value));
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
