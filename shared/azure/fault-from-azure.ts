import type { Fault, Step } from '../failures/fault.ts';
import { retryAfterOf } from './retry-after.ts';

/** What the errors of the Azure SDKs carry (`RestError` of the services, `AuthenticationRequiredError` of identity). */
interface AzureError {
  name: string;
  message: string;
  code?: string;
  statusCode?: number;
  details?: {
    error?: { code?: string; message?: string; innererror?: InnerError; innerError?: InnerError };
  };
  cause?: { errorNo?: number | string; errorCode?: string; code?: string };
  response?: HttpResponse;
}

/** What is read of an answer beside its body. */
export interface HttpResponse {
  status: number;
  headers: { get(name: string): string | undefined };
}

interface InnerError {
  code?: string;
}

/**
 * The only place where an Azure SDK error becomes a fault. The narrowest code wins: Key Vault's inner code
 * (`ForbiddenByRbac`) says more than `Forbidden`, Entra's number more than `invalid_client`. `answer` is for errors
 * that do not carry the answer they stem from, as those of identity.
 */
export function faultFromAzure(at: Step, thrown: unknown, answer?: HttpResponse): Fault {
  const error = (thrown instanceof Error ? thrown : new Error(String(thrown))) as AzureError;
  const response = answer ?? error.response;
  const body = error.details?.error;
  const inner = body?.innererror?.code ?? body?.innerError?.code;
  const entra = error.cause?.errorNo === undefined ? error.cause?.errorCode : `AADSTS${error.cause.errorNo}`;
  const code = inner ?? body?.code ?? entra ?? error.cause?.code ?? error.code ?? error.name;
  const status = error.statusCode ?? answer?.status;
  const retryAfter = retryAfterOf(response?.headers.get('retry-after'));
  return {
    at,
    code,
    said: `${body?.message ?? error.message}${status === undefined ? '' : ` (HTTP ${status})`}`,
    ...(retryAfter !== undefined && { retryAfter }),
  };
}
