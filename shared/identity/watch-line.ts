import type { ClientAssertionCredentialOptions } from '@azure/identity';
import type { HttpResponse } from '../azure/fault-from-azure.ts';

type Policy = NonNullable<ClientAssertionCredentialOptions['additionalPolicies']>[number]['policy'];

type Answer = HttpResponse & { bodyAsText?: string | null };

/** What is behind an error of the credential. */
interface Happened {
  thrown: unknown;
  /** The last answer, where there was one. */
  answer: HttpResponse | undefined;
}

/**
 * Looks over MSAL's shoulder: a policy for the credential's pipeline that ends its requests at the deadline and keeps
 * what MSAL drops, which are the headers, the network's error and the answer to a failed discovery.
 */
export function watchLine(deadline: AbortSignal) {
  const seen: { answer?: Answer | undefined; broken?: unknown } = {};
  const policy: Policy = {
    name: 'watchLine',
    async sendRequest(request, next) {
      request.abortSignal = deadline;
      try {
        const answer = await next(request);
        seen.answer = answer;
        return answer;
      } catch (error) {
        // An answer that cannot be parsed is in its error.
        seen.answer = (error as { response?: Answer }).response;
        seen.broken = error;
        throw error;
      }
    },
  };
  return {
    policy,
    isTimedOut: () => deadline.aborted,
    whatHappened(thrown: unknown): Happened {
      const { answer, broken } = seen;
      return { thrown: broken ?? fromDiscovery(thrown, answer?.bodyAsText) ?? thrown, answer };
    },
  };
}

/** MSAL says `endpoints_resolution_error` whatever Entra said of the tenant; the answer itself is the better error. */
function fromDiscovery(thrown: unknown, body: string | null | undefined): Error | undefined {
  if ((thrown as { cause?: unknown }).cause) return undefined;
  try {
    const { error, error_description, error_codes } = JSON.parse(body ?? '');
    if (typeof error !== 'string') return undefined;
    const cause = { errorCode: error, errorNo: error_codes?.[0] };
    return Object.assign(new Error(`${error}: ${error_description}`), { cause });
  } catch {
    return undefined;
  }
}
