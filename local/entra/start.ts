import type { IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Running, ServerTls } from '../running.ts';
import { type Handler, send, serve } from '../serve.ts';
import { createProvider } from './provider.ts';
import { makeWindow } from './rate-limit.ts';
import { answerRefusal, type Refusal } from './refusal.ts';
import { serviceDown, tenantThrottled } from './refusals/service.ts';
import type { EntraState } from './state.ts';
import { refuseTenant } from './tenant.ts';
import { makeTokens, type Tokens } from './tokens.ts';

/** The Entra stand-in; `url` is the authority host, for MSAL and `@azure/identity`. */
export interface RunningEntra extends Running {
  /** How often a token was asked for, refusals and queued answers included. */
  readonly tokenRequests: number;
  /** What was asked, in the order of the answers; paths without their query. */
  requests: { method: string; path: string; status: number }[];
  /** Signs a token as Entra, for who did not ask here: the managed-identity endpoint. */
  issue: Tokens['issue'];
  verify: Tokens['verify'];
}

/**
 * Starts Microsoft Entra's token service for one tenant: `GET /<tenant>/v2.0/.well-known/openid-configuration` and
 * `POST /<tenant>/oauth2/v2.0/token`, as MSAL calls them.
 */
export async function startEntra(state: EntraState, tls: ServerTls): Promise<RunningEntra> {
  const tokens = await makeTokens(state);
  const requests: RunningEntra['requests'] = [];
  const waitFor = makeWindow();
  function refuseForNow(): Refusal | undefined {
    if (state.down) return serviceDown(state.down.retryAfterSeconds);
    const wait = state.rateLimit ? waitFor(state.rateLimit, Date.now()) : 0;
    return wait > 0 ? tenantThrottled(wait) : undefined;
  }
  // oidc-provider wants to know its own address, which the operating system gives when the server listens.
  let answer: Handler = (_request, response) => void response.writeHead(503).end();
  const server = await serve(async (request, response) => {
    const { method = '', url = '' } = request;
    const { pathname: path, searchParams } = new URL(url, 'https://localhost');
    response.once('finish', () => requests.push({ method, path, status: response.statusCode }));
    if (isTokenRequest(path) && state.latencyMs) await sleep(state.latencyMs, undefined, { ref: false });
    const queued = isTokenRequest(path) ? state.next?.shift() : undefined;
    if (queued) return send(response, queued);
    const [, tenant = ''] = path.split('/');
    const at = isTokenRequest(path) ? 'token' : 'discovery';
    const refused = (at === 'token' ? refuseForNow() : undefined) ?? refuseTenant(tenant, at, state);
    if (refused) {
      return send(response, answerRefusal(refused, searchParams.get('client-request-id') ?? undefined));
    }
    mountTenant(request, tenant);
    return answer(request, response);
  }, tls);
  answer = createProvider(`${server.url}/${state.tenantId}/v2.0`, tokens, state).callback();

  return {
    ...server,
    requests,
    get tokenRequests() {
      return requests.filter(({ path }) => isTokenRequest(path)).length;
    },
    issue: tokens.issue,
    verify: tokens.verify,
  };
}

const isTokenRequest = (path: string): boolean => path.endsWith('/oauth2/v2.0/token');

/** oidc-provider serves from `/`; from `originalUrl` it learns the prefix that its own addresses need. */
function mountTenant(request: IncomingMessage & { originalUrl?: string }, tenant: string): void {
  const path = (request.url ?? '').slice(tenant.length + 1);
  request.url = path.replace(/^\/v2\.0(?=\/)/, '');
  request.originalUrl = `/${tenant}${request.url}`;
}
