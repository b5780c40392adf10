import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { HttpCookie, HttpData, TypedData } from './functions-core-contract.ts';

/** Query values by key; repeated keys are joined with "," as the host does. */
function joinQuery(query: URLSearchParams): Record<string, string> {
  return Object.fromEntries([...new Set(query.keys())].map((key) => [key, query.getAll(key).join(',')]));
}

/** The request as the library gets it, body in memory. A chunked body arrives empty, as in Azure. */
export async function toHttpData(
  request: IncomingMessage,
  url: URL,
  params: Record<string, string>,
): Promise<HttpData> {
  const bytes = await buffer(request);
  const headers = Object.entries(request.headers).map(([name, value]) => [name, [value].flat().join(', ')]);
  return {
    method: request.method ?? 'GET',
    url: url.href,
    params,
    query: joinQuery(url.searchParams),
    headers: Object.fromEntries(headers),
    body: request.headers['content-length'] === undefined ? null : { bytes },
  };
}

const sameSite = { none: undefined, lax: 'lax', strict: 'strict', explicitNone: 'none' };

/** A `Set-Cookie` value as ASP.NET writes it: name and value encoded, path `/` unless given. */
function setCookie(cookie: HttpCookie): string {
  const attributes = {
    expires: cookie.expires && new Date(cookie.expires.value.seconds * 1000).toUTCString(),
    'max-age': cookie.maxAge?.value,
    domain: cookie.domain?.value,
    path: cookie.path?.value ?? '/',
    samesite: sameSite[cookie.sameSite ?? 'none'],
  };
  return [
    `${encodeURIComponent(cookie.name)}=${encodeURIComponent(cookie.value)}`,
    ...Object.entries(attributes).flatMap(([name, value]) =>
      value === undefined ? [] : [`${name}=${value}`],
    ),
    ...(cookie.secure?.value ? ['secure'] : []),
    ...(cookie.httpOnly?.value ? ['httponly'] : []),
  ].join('; ');
}

/** Writes what the function returned. Nothing returned is an empty 200. */
export function sendHttpData(response: ServerResponse, returned: TypedData | null | undefined): void {
  const data = returned?.http ?? {};
  response.statusCode = Number(data.statusCode ?? 200);
  for (const [name, value] of Object.entries(data.headers ?? {})) response.setHeader(name, value);
  if (data.cookies?.length) response.appendHeader('set-cookie', data.cookies.map(setCookie));
  // The library turns every body into bytes.
  response.end(data.body?.bytes);
}
