/**
 * What an access token says of itself, for diagnosis only: its form is no promise of Microsoft, so every claim may be
 * missing (learn.microsoft.com, "Access tokens in the Microsoft identity platform"). Times in seconds since 1970.
 */
export interface TokenClaims {
  aud?: string;
  /** The application (client) id. */
  appid?: string;
  /** The object id of the enterprise application, or of a managed identity. */
  oid?: string;
  tid?: string;
  roles: readonly string[];
  iat?: number;
  exp?: number;
}

/** Reads the claims of a JWT without verifying it; undefined where it is none. */
export function readClaims(token: string): TokenClaims | undefined {
  try {
    const payload = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    if (typeof payload !== 'object' || payload === null) return undefined;
    const { roles } = payload;
    return {
      ...named(payload, 'string', ['aud', 'appid', 'oid', 'tid']),
      ...named(payload, 'number', ['iat', 'exp']),
      roles: Array.isArray(roles) ? roles.filter((role) => typeof role === 'string') : [],
    };
  } catch {
    return undefined;
  }
}

const named = (payload: Record<string, unknown>, type: string, names: readonly string[]) =>
  Object.fromEntries(
    names.filter((name) => typeof payload[name] === type).map((name) => [name, payload[name]]),
  );
