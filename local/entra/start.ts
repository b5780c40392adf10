import type { IncomingMessage } from 'node:http';
import type { Running, ServerTls } from '../running.ts';
import { type Handler, send, serve } from '../serve.ts';
import { createProvider } from './provider.ts';
import { answerRefusal } from './refusal.ts';
import { tenantNotFound } from './refusals.ts';
import type { EntraState } from './state.ts';
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
  // oidc-provider wants to know its own address, which the operating system gives when the server listens.
  let answer: Handler = (_request, response) => void response.writeHead(503).end();
  const server = await serve((request, response) => {
    const { method = '', url = '' } = request;
    const path = pathOf(url);
    response.once('finish', () => requests.push({ method, path, status: response.statusCode }));
    const queued = isTokenRequest(path) ? state.next?.shift() : undefined;
    if (queued) return send(response, queued);
    const [, tenant = ''] = path.split('/');
    if (tenant.toLowerCase() !== state.tenantId.toLowerCase()) {
      return send(response, answerRefusal(tenantNotFound(tenant)));
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

const pathOf = (url: string): string => url.split('?', 1)[0] ?? '';

const isTokenRequest = (path: string): boolean => path.endsWith('/oauth2/v2.0/token');

/** oidc-provider serves from `/`; from `originalUrl` it learns the prefix that its own addresses need. */
function mountTenant(request: IncomingMessage & { originalUrl?: string }, tenant: string): void {
  const path = (request.url ?? '').slice(tenant.length + 1);
  request.url = path.replace(/^\/v2\.0(?=\/)/, '');
  request.originalUrl = `/${tenant}${request.url}`;
}
