import type { Fault } from '../failures/fault.ts';
import { failed, ok, type Result } from '../failures/result.ts';
import { ASSERTION_OUT_OF_TIME, isUnusableVersion, refusesCertificate } from './another-version.ts';
import { ASSERTION_LIFETIME_SECONDS, createAssertion } from './assertion.ts';
import type { CertificateSource, SigningCertificate } from './certificate.ts';
import type { RequestToken } from './request-token.ts';
import type { AcquireToken } from './token.ts';
import { type Sleep, startTokenRequests } from './token-requests.ts';

interface TokenByCertificateOptions {
  certificate: CertificateSource;
  clientId: string;
  /** Of this tenant and cloud: what an assertion is made for. */
  tokenEndpoint: string;
  requestToken: RequestToken;
  now: () => Date;
  newId: () => string;
  sleep: Sleep;
}

interface Assertion {
  text: string;
  /** Of the certificate that signed it. */
  version: string;
  /** In milliseconds since 1970. */
  made: number;
}

/** An assertion is used again for a second token within 8 of its 10 minutes: one vault signature, not two. */
const REUSE_MS = (ASSERTION_LIFETIME_SECONDS - 120) * 1000;
const MOST_VERSIONS = 3;

/**
 * Tokens for assertions that the app signs itself, as the owner of a certificate. Where Entra or the vault refuses the
 * certificate it is read anew, and then the version before it has its turn: one that was renewed in the vault and that
 * Entra does not know yet stops no mail. When nothing helps, the fault is that of the newest version.
 */
export function tokenByCertificate(options: TokenByCertificateOptions): AcquireToken {
  const { certificate, clientId, tokenEndpoint, requestToken, now, newId, sleep } = options;
  /** Only ever one that brought a token: a refused one must not come back. */
  let kept: Assertion | undefined;

  async function sign(signer: SigningCertificate): Promise<Result<Assertion, Fault>> {
    const time = now();
    const signed = await createAssertion(signer, { clientId, tokenEndpoint, now: time, id: newId() });
    if (!signed.ok) return signed;
    return ok({ text: signed.value, version: signer.version, made: time.getTime() });
  }

  return async (stopwatch) => {
    const requests = startTokenRequests(requestToken, sleep);
    const refused = new Set<string>();

    async function ask(assertion: Assertion) {
      const answer = await stopwatch.time('token', () => requests.ask(assertion.text));
      kept = answer.ok ? assertion : undefined;
      return answer;
    }

    let fault: Fault | undefined;
    if (kept && now().getTime() - kept.made < REUSE_MS) {
      const { version } = kept;
      const answer = await ask(kept);
      if (answer.ok) return answer;
      fault = answer.error.fault;
      if (!refusesCertificate(answer.error)) return failed(fault);
      if (fault.code !== ASSERTION_OUT_OF_TIME) refused.add(version);
    }

    let newest: Fault | undefined;
    for (let tries = 0; tries < MOST_VERSIONS && requests.mayAsk(); tries += 1) {
      const found = await stopwatch.time('sign', () => certificate(refused));
      // What a version was refused for says more than that no other can be read.
      if (!found.ok) return failed(newest ?? fault ?? found.error);
      const signer = found.value;
      if (!signer) break;
      refused.add(signer.version);
      const signed = await stopwatch.time('sign', () => sign(signer));
      if (!signed.ok) {
        newest ??= signed.error;
        if (!isUnusableVersion(signed.error)) break;
        continue;
      }
      const answer = await ask(signed.value);
      if (answer.ok) return answer;
      if (!refusesCertificate(answer.error)) return failed(answer.error.fault);
      newest ??= answer.error.fault;
    }

    const last = newest ?? fault;
    if (!last) throw new Error('a certificate source has no certificate and says nothing of it');
    return failed(last);
  };
}
