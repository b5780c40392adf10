import { X509Certificate } from 'node:crypto';
import Provider, { type Adapter, errors, type KoaContextWithOIDC } from 'oidc-provider';
import { exchangeFederated } from './federated.ts';
import { makeWindow, type WaitFor } from './rate-limit.ts';
import { answerRefusal, type Refusal } from './refusal.ts';
import { assertionMalformed } from './refusals/assertion.ts';
import { loopDetected } from './refusals/service.ts';
import { knownScopes, resourceOf } from './resources.ts';
import type { EntraState } from './state.ts';
import { refuseTokenRequest } from './token-request.ts';
import { lifetimeSeconds, newClaims, subjectOf, type TokenRequest, type Tokens } from './tokens.ts';

/**
 * oidc-provider, which judges every client assertion by the standard, with what Entra adds: its endpoints, its own
 * rules on top, its claims and the wording of its refusals. `issuer` is `https://…/<tenant>/v2.0`.
 */
export function createProvider(issuer: string, tokens: Tokens, state: EntraState): Provider {
  const { signingKey } = tokens;
  const provider = new Provider(issuer, {
    adapter: (model) => (model === 'Client' ? registeredClients(state) : nothingStored),
    jwks: { keys: [signingKey] },
    cookies: { keys: ['no cookie is ever set'] },
    routes: {
      authorization: '/oauth2/v2.0/authorize',
      jwks: '/discovery/v2.0/keys',
      token: '/oauth2/v2.0/token',
    },
    scopes: knownScopes,
    clientAuthMethods: ['private_key_jwt'],
    enabledJWA: { clientAuthSigningAlgValues: ['PS256', 'RS256'] },
    clockTolerance: 300,
    ttl: { ClientCredentials: () => lifetimeSeconds(state) },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: (ctx) => resourceOf(String(ctx.oidc.params?.scope)) ?? '',
        getResourceServerInfo: (_ctx, resource) => ({
          scope: `${resource}/.default`,
          audience: resource,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
    },
    formats: {
      customizers: {
        jwt(_ctx, token, parts) {
          const application = state.applications.find(({ clientId }) => clientId === token.clientId);
          if (!application) throw new Error('the application vanished while its token was made');
          parts.header = { typ: 'JWT', x5t: signingKey.kid };
          parts.payload = { ...newClaims(subjectOf(application, String(token.aud)), state) };
        },
      },
    },
    assertJwtClientAuthClaimsAndHeader(ctx) {
      // The text goes unread: the answer is worded below, by the same rules.
      if (refusalOf(ctx, state)) throw new errors.InvalidClientAuth('refused by a rule of Entra');
    },
  });
  // MSAL uses one assertion for several requests within its ten minutes; Entra allows that, the standard does not.
  provider.ReplayDetection.unique = async () => true;
  const loops = makeLoopDetection(state);
  provider.use(async (ctx: KoaContextWithOIDC, next) => {
    await next();
    if (ctx.oidc?.route === 'token') await answerLikeEntra(ctx, state, { tokens, loops });
  });
  return provider;
}

/** Answers a token request, whatever oidc-provider made of it. `loops` tells one application's requests too many. */
async function answerLikeEntra(
  ctx: KoaContextWithOIDC,
  state: EntraState,
  { tokens, loops }: { tokens: Tokens; loops: (request: TokenRequest) => boolean },
): Promise<void> {
  // A failure of the stand-in itself keeps its own face.
  if (ctx.status >= 500) return;
  const request = ctx.oidc.body ?? {};
  const refused = loops(request) ? loopDetected() : refusalOf(ctx, state);
  const { access_token } = ctx.body as { access_token?: string };
  const answered = refused ?? access_token ?? (await afterTheStandard(request, state, tokens));
  if (typeof answered === 'string') {
    const expires_in = lifetimeSeconds(state);
    ctx.status = 200;
    ctx.body = { token_type: 'Bearer', expires_in, ext_expires_in: expires_in, access_token: answered };
    return;
  }
  const correlationId = String(ctx.query['client-request-id'] ?? '') || undefined;
  const { status, body, headers = {} } = answerRefusal(answered, correlationId);
  ctx.status = status;
  ctx.set(headers);
  ctx.body = body;
}

/** The standard knows no assertion of another issuer: where only it refuses, the token exchange has its turn. */
const afterTheStandard = async (request: TokenRequest, state: EntraState, tokens: Tokens) =>
  (await exchangeFederated(request, state, tokens)) ?? assertionMalformed();

function makeLoopDetection(state: EntraState): (request: TokenRequest) => boolean {
  const windows = new Map<string, WaitFor>();
  return ({ client_id }) => {
    if (!state.loopLimit) return false;
    const window = windows.get(String(client_id)) ?? makeWindow();
    windows.set(String(client_id), window);
    return window(state.loopLimit, Date.now()) > 0;
  };
}

const refusalOf = (ctx: KoaContextWithOIDC, state: EntraState): Refusal | undefined =>
  refuseTokenRequest(ctx.oidc.body ?? {}, state, {
    tokenEndpoint: ctx.oidc.urlFor('token'),
    address: ctx.ip,
    now: new Date(Date.now() + (state.aheadMs ?? 0)),
  });

/** Reads the applications anew at each request, so that a change of the state counts at once. */
const registeredClients = (state: EntraState): Adapter => ({
  ...nothingStored,
  async find(id) {
    const application = state.applications.find(({ clientId }) => clientId === id);
    if (!application) return undefined;
    return {
      client_id: id,
      grant_types: ['client_credentials'],
      response_types: [],
      redirect_uris: [],
      token_endpoint_auth_method: 'private_key_jwt',
      jwks: {
        keys: application.certificates.map((pem) => ({
          ...new X509Certificate(pem).publicKey.export({ format: 'jwk' }),
          use: 'sig',
        })),
      },
    };
  },
});

// Tokens are signed, not stored, and no user ever signs in.
const nothingStored: Adapter = {
  upsert: async () => undefined,
  find: async () => undefined,
  findByUserCode: async () => undefined,
  findByUid: async () => undefined,
  consume: async () => undefined,
  destroy: async () => undefined,
  revokeByGrantId: async () => undefined,
};
