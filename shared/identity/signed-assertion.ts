import type { Fault } from '../failures/fault.ts';
import { ok, type Result } from '../failures/result.ts';
import { ASSERTION_LIFETIME_SECONDS, createAssertion } from './assertion.ts';
import type { CertificateSource } from './certificate.ts';
import type { AssertionSource } from './token.ts';

interface SignedAssertionOptions {
  certificate: CertificateSource;
  clientId: string;
  /** Of this tenant and cloud: what an assertion is made for. */
  tokenEndpoint: string;
  now: () => Date;
  newId: () => string;
}

/** An assertion is used again for a second token within 8 of its 10 minutes: one vault signature, not two. */
const REUSE_MS = (ASSERTION_LIFETIME_SECONDS - 120) * 1000;

/** Assertions that the app signs itself, as the owner of a certificate. */
export function signedAssertion(options: SignedAssertionOptions): AssertionSource {
  const { certificate, clientId, tokenEndpoint, now, newId } = options;
  let last: { text: string; made: number } | undefined;

  return async (): Promise<Result<string, Fault>> => {
    const made = now();
    if (last && made.getTime() - last.made < REUSE_MS) return ok(last.text);
    const found = await certificate();
    if (!found.ok) return found;
    const signed = await createAssertion(found.value, { clientId, tokenEndpoint, now: made, id: newId() });
    if (signed.ok) last = { text: signed.value, made: made.getTime() };
    return signed;
  };
}
