import { randomUUID } from 'node:crypto';
import type { Answer } from '../serve.ts';

/** Why Entra refuses: an AADSTS number with its OAuth error, HTTP status and words. */
export interface Refusal {
  code: number;
  error: string;
  status: 400 | 401;
  text: string;
}

// Seen live without `error_uri`; all others have one.
const withoutErrorUri = new Set([70003, 700038]);

/** The refusal as Entra answers it. The correlation id is the caller's `client-request-id`, where it sent one. */
export function answerRefusal({ code, error, status, text }: Refusal, correlationId?: string): Answer {
  const timestamp = `${new Date().toISOString().slice(0, 19).replace('T', ' ')}Z`;
  const trace = randomUUID();
  const correlation = correlationId ?? randomUUID();
  return {
    status,
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
