import type { HttpRequest, HttpResponseInit } from '@azure/functions';

interface Elsewhere {
  /** Another page beside this one; this one where absent. */
  page?: 'status' | 'validate';
  /** What does not go along. */
  leave: readonly string[];
  /** What the query says there. */
  set?: Readonly<Record<string, string>>;
}

/** Sends a browser to this page or to one beside it (303); the key in the address goes along. */
export function seeOther(
  { query }: Pick<HttpRequest, 'query'>,
  { page, leave, set = {} }: Elsewhere,
): HttpResponseInit {
  const kept = new URLSearchParams(query);
  for (const name of leave) kept.delete(name);
  for (const [name, value] of Object.entries(set)) kept.set(name, value);
  return { status: 303, headers: { location: `${page ?? ''}?${kept}`, 'cache-control': 'no-store' } };
}
