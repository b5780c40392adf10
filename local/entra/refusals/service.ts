import type { Refusal } from '../refusal.ts';

/** Conditional Access for workload identities; `invalid_grant` is reported, the words are seen. */
export const blockedByConditionalAccess = (): Refusal =>
  blocked(
    53003,
    'Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.',
  );

/** Documented. */
export const blockedBySecurityPolicy = (): Refusal =>
  blocked(530032, 'The tenant admin has configured a security policy that blocks this request.');

/** Seen. */
export const blockedBySecurityDefaults = (): Refusal =>
  blocked(530035, 'Access has been blocked by security defaults.');

/**
 * Of an application another page (MSAL.NET, throttling) says that it gets 429 with `Retry-After: 60` in its place, as
 * from `tenantThrottled`; documented.
 */
export const loopDetected = (): Refusal => ({
  code: 50196,
  error: 'invalid_grant',
  status: 400,
  text: 'The server terminated an operation because it encountered a loop while processing a request.',
});

/** Its OAuth error is reported; documented. */
export const tenantThrottled = (retryAfterSeconds: number): Refusal => ({
  code: 90055,
  error: 'temporarily_unavailable',
  status: 429,
  text: 'There are too many incoming requests.',
  retryAfterSeconds,
});

/** Seen. */
export const serviceDown = (retryAfterSeconds: number): Refusal => ({
  code: 90033,
  error: 'temporarily_unavailable',
  status: 503,
  text: 'A transient error has occurred. Please try again.',
  retryAfterSeconds,
});

const blocked = (code: number, text: string): Refusal => ({
  code,
  error: 'invalid_grant',
  status: 400,
  text,
});
