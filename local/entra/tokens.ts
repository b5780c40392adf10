import { generateKeyPair, type KeyPairKeyObjectResult, randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { exportJWK, jwtVerify, SignJWT } from 'jose';
import { isExchange, isTokenExchange } from './resources.ts';
import type { Application, EntraState } from './state.ts';

const defaultLifetimeSeconds = 3599;

/** Parameters of a token request's body, as sent. */
export type TokenRequest = Readonly<Record<string, unknown>>;

/** Claims of an app-only access token; times in seconds. */
export interface Claims {
  aud: string;
  iss: string;
  iat: number;
  nbf: number;
  exp: number;
  /** Application (client) id. */
  appid: string;
  /** How the application proved who it is; `2`: with a certificate. */
  appidacr: string;
  /** Object id of the enterprise application. */
  oid: string;
  sub: string;
  tid: string;
  /** Absent, not empty, when no permission is consented. */
  roles?: string[];
  uti: string;
  ver: string;
}

/** Who gets a token for which resource; `exp`, in seconds, overrides the lifetime of the state. */
export type TokenSubject = Pick<Claims, 'aud' | 'appid' | 'oid'> & { roles?: string[]; exp?: number };

/** The claims of a new token. */
export function newClaims(subject: TokenSubject, state: EntraState): Claims {
  const now = Math.floor(Date.now() / 1000);
  return {
    iss: issuerOf(state, subject.aud),
    iat: now,
    nbf: now,
    exp: now + lifetimeSeconds(state),
    appidacr: '2',
    sub: subject.oid,
    tid: state.tenantId,
    uti: randomUUID(),
    ver: isTokenExchange(subject.aud) ? '2.0' : '1.0',
    ...subject,
  };
}

/** The subject of a token for an application; roles are named only where they belong and are consented. */
export const subjectOf = ({ clientId, objectId, roles }: Application, resource: string): TokenSubject => ({
  aud: resource,
  appid: clientId,
  oid: objectId,
  ...(isExchange(resource) && roles.length > 0 ? { roles } : {}),
});

export const lifetimeSeconds = (state: EntraState): number =>
  state.tokenLifetimeSeconds ?? defaultLifetimeSeconds;

export type Tokens = Awaited<ReturnType<typeof makeTokens>>;

/** Made once in a process: it takes a while, and tests start hundreds of stand-ins. */
let keys: Promise<KeyPairKeyObjectResult> | undefined;

/** Entra's signing key with what is done with it. */
export async function makeTokens(state: EntraState) {
  keys ??= promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  const { privateKey, publicKey } = await keys;
  const kid = randomUUID();
  return {
    signingKey: { ...(await exportJWK(privateKey)), kid, use: 'sig', alg: 'RS256' },
    issue: (subject: TokenSubject): Promise<string> =>
      new SignJWT({ ...newClaims(subject, state) })
        .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid, x5t: kid })
        .sign(privateKey),
    /** The claims of a token of this tenant for `audience`; undefined when it is forged, expired, revoked or for another. */
    async verify(token: string, audience: string): Promise<Claims | undefined> {
      try {
        const { payload } = await jwtVerify<Claims>(token, publicKey, {
          algorithms: ['RS256'],
          issuer: issuerOf(state, audience),
          audience,
          requiredClaims: ['exp', 'uti'],
        });
        return state.revokedTokens?.has(payload.uti) ? undefined : payload;
      } catch {
        return undefined;
      }
    },
  };
}

/** The token exchange takes tokens of version 2.0, which name their issuer otherwise. */
const issuerOf = ({ tenantId }: EntraState, audience: string): string =>
  isTokenExchange(audience)
    ? `https://login.microsoftonline.com/${tenantId}/v2.0`
    : `https://sts.windows.net/${tenantId}/`;
