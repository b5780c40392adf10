import type { HttpAnswer } from './hear-http.ts';
import type { Said } from './line.ts';

/** Headers whose words matter. */
const shownHeaders = ['content-type', 'retry-after', 'www-authenticate'];
/** Fields of a good answer, and of a token, whose values are words of the protocol and say nothing of the tenant. */
const shownFields = ['token_type', 'expires_in', 'ext_expires_in', 'kty', 'alg', 'typ'];
const shownClaims = ['aud', 'iss', 'roles', 'ver', 'idtyp', 'appidacr', 'azpacr'];
/** Parts of a path that are the same for everybody. */
const shownSegments =
  /^(?:certificates|keys|secrets|versions|policy|sign|oauth2|v\d\.\d|token|\.well-known|openid-configuration|)$/;

/** An answer as lines. A good one shows the names of its fields, one that refuses its words too; a token its claims' names. */
export function httpLines(who: string, { method, url, status, headers, body }: HttpAnswer): Said[] {
  const segments = url.pathname.split('/').map((part) => (shownSegments.test(part) ? part : '…'));
  const at = `${who} ${method} ${segments.join('/')}`;
  const parsed = parse(body);
  return [
    { place: at, says: `HTTP ${status}` },
    ...shownHeaders.flatMap((name) =>
      headers[name] === undefined ? [] : [{ place: `${at} header ${name}`, says: String(headers[name]) }],
    ),
    ...(parsed === undefined
      ? [{ place: `${at} body`, says: status >= 400 ? body.slice(0, 2000) : '<not JSON>' }]
      : fields(parsed, `${at} body`, status >= 400 ? () => true : isShownField)),
    ...tokenLines(at, (parsed as { access_token?: unknown } | undefined)?.access_token),
  ];
}

const isShownField = (name: string, value: unknown) =>
  typeof value === 'boolean' || shownFields.includes(name);

/** Every field by its path; its value where `isShown` says so, else its type. */
function fields(
  value: unknown,
  place: string,
  isShown: (name: string, value: unknown) => boolean,
  name = '',
): Said[] {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return Object.entries(value).flatMap(([key, inner]) => fields(inner, `${place}.${key}`, isShown, key));
  }
  const type = Array.isArray(value) ? 'list' : typeof value;
  const shown = Array.isArray(value) ? value.join(', ') : String(value);
  return [{ place, says: isShown(name, value) ? shown : `<${type}>` }];
}

function tokenLines(at: string, token: unknown): Said[] {
  if (typeof token !== 'string') return [];
  const [header, claims] = token.split('.').map((part) => parse(Buffer.from(part, 'base64url').toString()));
  return [
    ...fields(header ?? {}, `${at} token header`, isShownField),
    ...fields(claims ?? {}, `${at} token claim`, (name) => shownClaims.includes(name)),
  ];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
