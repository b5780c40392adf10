import type { HttpRequest, HttpResponseInit } from '@azure/functions';

/** Sends a browser from one page to another beside it; the key in the address goes along, `leave` does not. */
export function goToPage(
  { query }: Pick<HttpRequest, 'query'>,
  page: 'status' | 'validate',
  leave: readonly string[],
): HttpResponseInit {
  const kept = new URLSearchParams(query);
  for (const name of leave) kept.delete(name);
  return { status: 303, headers: { location: `${page}?${kept}`, 'cache-control': 'no-store' } };
}
