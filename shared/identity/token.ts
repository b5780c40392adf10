import { ClientAssertionCredential } from '@azure/identity';
import { faultFromAzure } from '../azure/fault-from-azure.ts';
import type { Fault } from '../failures/fault.ts';
import { failed, ok, type Result } from '../failures/result.ts';
import type { Stopwatch } from '../stopwatch.ts';
import { ASSERTION_LIFETIME_SECONDS, createAssertion } from './assertion.ts';
import type { CertificateSource } from './certificate.ts';

/** Gives the access token for SMTP, from memory while it is fresh. Notes `sign` and `token` when it had to ask. */
export type TokenSource = (stopwatch: Stopwatch) => Promise<Result<string, Fault>>;

interface TokenSourceOptions {
  tenantId: string;
  clientId: string;
  authorityHost: string;
  scope: string;
  certificate: CertificateSource;
  now: () => Date;
  newId: () => string;
}

/** Renewed so long before its end; the SDK itself would not serve a token in its last five minutes. */
const RENEW_EARLY_MS = 10 * 60_000;
/** While a renewal fails, the old token serves until so long before its end. */
const LAST_USE_MS = 60_000;
/** An assertion is used again for a second token within 8 of its 10 minutes: one vault signature, not two. */
const ASSERTION_REUSE_MS = (ASSERTION_LIFETIME_SECONDS - 120) * 1000;

export function createTokenSource(options: TokenSourceOptions): TokenSource {
  const { tenantId, clientId, authorityHost, scope, certificate, now } = options;
  const tokenEndpoint = `${authorityHost}/${tenantId}/oauth2/v2.0/token`;
  let token: { text: string; expires: number } | undefined;
  let assertion: { text: string; made: number } | undefined;
  let renewal: Promise<Result<string, Fault>> | undefined;

  async function currentAssertion(stopwatch: Stopwatch): Promise<Result<string, Fault>> {
    const made = now();
    if (assertion && made.getTime() - assertion.made < ASSERTION_REUSE_MS) return ok(assertion.text);
    return stopwatch.time('sign', async () => {
      const found = await certificate();
      if (!found.ok) return found;
      const signed = await createAssertion(found.value, {
        clientId,
        tokenEndpoint,
        now: made,
        id: options.newId(),
      });
      if (signed.ok) assertion = { text: signed.value, made: made.getTime() };
      return signed;
    });
  }

  async function renew(stopwatch: Stopwatch): Promise<Result<string, Fault>> {
    const signed = await currentAssertion(stopwatch);
    if (!signed.ok) return signed;
    return stopwatch.time('token', async () => {
      try {
        // A new credential for each renewal: it has no forced refresh, and after a 5xx it blocks itself for 60 s.
        // The authority is configured, so there is no need to ask login.microsoftonline.com whether it is known.
        const credential = new ClientAssertionCredential(tenantId, clientId, async () => signed.value, {
          authorityHost,
          disableInstanceDiscovery: true,
        });
        const answer = await credential.getToken(scope);
        token = { text: answer.token, expires: answer.expiresOnTimestamp };
        return ok(answer.token);
      } catch (error) {
        return failed(faultFromAzure('token', error));
      }
    });
  }

  return async (stopwatch) => {
    const left = (token?.expires ?? 0) - now().getTime();
    if (token && left > RENEW_EARLY_MS) return ok(token.text);
    const old = token;
    renewal ??= renew(stopwatch).finally(() => {
      renewal = undefined;
    });
    const renewed = await renewal;
    return !renewed.ok && old && left > LAST_USE_MS ? ok(old.text) : renewed;
  };
}
