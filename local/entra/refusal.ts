import { randomUUID } from 'node:crypto';
import type { Answer } from '../serve.ts';

// The last word of the comment at each text in refusals/ says how sure it is: documented (Microsoft's list of error
// codes, or another of its pages), seen (in a public log or a captured answer), reported (third parties name the
// number; the words are ours).

/** Why Entra refuses: an AADSTS number with its OAuth error, HTTP status and words. */
export interface Refusal {
  code: number;
  error: string;
  status: 400 | 401 | 429 | 503;
  text: string;
  /** For the `Retry-After` header. */
  retryAfterSeconds?: number;
}

/** A refusal of the credential, which is HTTP 401 by OAuth. */
export const invalidClient = (code: number, text: string): Refusal => ({
  code,
  error: 'invalid_client',
  status: 401,
  text,
});

// Seen live without `error_uri`; all others have one.
const withoutErrorUri = new Set([70003, 700038]);

/** The refusal as Entra answers it. The correlation id is the caller's `client-request-id`, where it sent one. */
export function answerRefusal(refusal: Refusal, correlationId?: string): Answer {
  const { code, error, status, text, retryAfterSeconds } = refusal;
  const timestamp = `${new Date().toISOString().slice(0, 19).replace('T', ' ')}Z`;
  const trace = randomUUID();
  const correlation = correlationId ?? randomUUID();
  return {
    status,
    ...(retryAfterSeconds !== undefined && { headers: { 'retry-after': String(retryAfterSeconds) } }),
    body: {
      error,
      error_description: `AADSTS${code}: ${text} Trace ID: ${trace} Correlation ID: ${correlation} Timestamp: ${timestamp}`,
      error_codes: [code],
      timestamp,
      trace_id: trace,
      correlation_id: correlation,
      ...(withoutErrorUri.has(code)
        ? {}
        : { error_uri: `https://login.microsoftonline.com/error?code=${code}` }),
    },
  };
}
