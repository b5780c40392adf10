import { randomUUID } from 'node:crypto';
import type { Answer } from '../serve.ts';

// The last word of the comment at each text says how sure it is: seen (in a public log), reported (that the endpoint
// refuses is documented or told by third parties; the words are ours).

/** The secret of the environment is missing or wrong; reported. */
export const headerWrong = (): Answer =>
  refuse(401, 'The X-IDENTITY-HEADER header is missing or does not have the value of IDENTITY_HEADER.');

/** Reported. */
export const apiVersionWrong = (supported: string): Answer =>
  refuse(400, `api-version must be ${supported}.`);

/** Reported. */
export const resourceMissing = (): Answer => refuse(400, 'The resource parameter is missing.');

/** Nothing is assigned, or only what has to be named; seen. */
export const noSystemAssigned = (): Answer => refuse(400, 'Unable to load the proper Managed Identity.');

/** Seen. */
export const notAssigned = (): Answer =>
  refuse(
    400,
    'No User Assigned or Delegated Managed Identity found for specified ClientId/ResourceId/PrincipalId.',
  );

/** The endpoint has no connection to the token service yet, or nothing answers behind it; with 500, seen. */
export const notUpYet = (status: 500 | 502 | 504): Answer =>
  refuse(status, 'An unexpected error occured while fetching the AAD Token.');

/** Reported. */
export const throttled = (retryAfterSeconds: number): Answer => ({
  ...refuse(429, 'Too many requests.'),
  headers: { 'retry-after': String(retryAfterSeconds) },
});

const refuse = (statusCode: number, message: string): Answer => ({
  status: statusCode,
  body: { statusCode, message, correlationId: randomUUID() },
});
