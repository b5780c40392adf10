import type { Fault } from '../failures/fault.ts';
import { failed, ok, type Result } from '../failures/result.ts';
import type { Environment } from './storage-connection.ts';

/** Who may call the HTTP functions that are not open to everybody. */
export interface HttpAuth {
  /** `key`: whoever has a function key. `easyauth`: whom App Service authentication lets in. */
  mode: 'key' | 'easyauth';
  /** Whether the platform says that it authenticates callers. */
  isChecked: boolean;
}

/** Of `easyauth` where the platform does not authenticate callers. */
export const httpAuthUnchecked: Fault = {
  at: 'settings',
  code: 'http-auth-unchecked',
  said: 'MAIL_HTTP_AUTH is easyauth, and WEBSITE_AUTH_ENABLED is not true',
};

/** `WEBSITE_AUTH_ENABLED` is set by App Service where its authentication is on (Microsoft.Identity.Web reads it, too). */
export function httpAuth(text: string, { WEBSITE_AUTH_ENABLED }: Environment): Result<HttpAuth, string> {
  return text === 'key' || text === 'easyauth'
    ? ok({ mode: text, isChecked: WEBSITE_AUTH_ENABLED?.toLowerCase() === 'true' })
    : failed('is neither key nor easyauth');
}
