import type { Fault, Step } from '../failures/fault.ts';

/** What the errors of the Azure SDKs carry beside their message (`RestError`, `AuthenticationRequiredError`). */
interface AzureError {
  code?: string;
  statusCode?: number;
  details?: { error?: { code?: string; message?: string; innererror?: { code?: string }; innerError?: { code?: string } } };
  cause?: { errorNo?: number | string; errorCode?: string; code?: string; message?: string };
}

/**
 * The only place where an Azure SDK error becomes a fault. The narrowest code wins: Key Vault's inner code
 * (`ForbiddenByRbac`) says more than `Forbidden`, Entra's number more than `invalid_client`.
 */
export function faultFromAzure(at: Step, thrown: unknown): Fault {
  const error: Error & AzureError = thrown instanceof Error ? thrown : new Error(String(thrown));
  const body = error.details?.error;
  const number = error.cause?.errorNo;
  const code =
    body?.innererror?.code ??
    body?.innerError?.code ??
    body?.code ??
    (number === undefined ? error.cause?.errorCode : `AADSTS${number}`) ??
    error.cause?.code ??
    error.code ??
    (error.name === 'Error' ? undefined : error.name);
  const status = error.statusCode === undefined ? '' : ` (HTTP ${error.statusCode})`;
  return { at, ...(code === undefined ? {} : { code }), said: `${body?.message ?? error.message}${status}` };
}
