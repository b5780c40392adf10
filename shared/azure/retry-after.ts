/**
 * Seconds of a `Retry-After` header, which holds them or an HTTP date (RFC 9110 §10.2.3); undefined where it is absent
 * or says neither. `now` is in milliseconds since 1970.
 */
export function retryAfterOf(header: string | undefined, now = Date.now()): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text);
  // A date has a time in it: Date.parse would take a bare number such as "-5" for a year or a month.
  const date = text.includes(':') ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now) / 1000));
}
