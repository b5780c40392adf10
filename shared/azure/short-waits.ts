import type { SecretClientOptions } from '@azure/keyvault-secrets';
import { retryAfterOf } from './retry-after.ts';

/** A longer wait than this is not made inside a running function, which is paid for and can be stopped. */
export const LONGEST_WAIT_SECONDS = 5;

type Policy = NonNullable<SecretClientOptions['additionalPolicies']>[number]['policy'];

/**
 * Ends a request whose answer asks for a longer wait: the SDK's own retries would sit out minutes. They rethrow at
 * once what is not of their own making, so the error is no RestError and carries what one would.
 */
const endLongWaits: Policy = {
  name: 'endLongWaits',
  async sendRequest(request, next) {
    const response = await next(request);
    const wait = retryAfterOf(response.headers.get('retry-after'));
    if (![429, 503].includes(response.status) || wait === undefined || wait <= LONGEST_WAIT_SECONDS) {
      return response;
    }
    throw Object.assign(new Error(`asked to wait for ${wait} s`), {
      statusCode: response.status,
      details: parsed(response.bodyAsText),
      response,
    });
  },
};

function parsed(body: string | null | undefined): unknown {
  try {
    return JSON.parse(body ?? '');
  } catch {
    return undefined;
  }
}

/** Client options with which the SDK waits and tries again for a few seconds only. */
export const shortWaits = {
  retryOptions: { maxRetries: 2 },
  additionalPolicies: [{ policy: endLongWaits, position: 'perRetry' as const }],
};
