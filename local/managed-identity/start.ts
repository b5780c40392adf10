import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { makeWindow, type RateLimit } from '../entra/rate-limit.ts';
import type { TokenSubject } from '../entra/tokens.ts';
import type { Running } from '../running.ts';
import { type Answer, send, serve } from '../serve.ts';
import {
  apiVersionWrong,
  headerWrong,
  noSystemAssigned,
  notAssigned,
  notUpYet,
  resourceMissing,
  throttled,
} from './refusals.ts';

const apiVersion = '2019-08-01';
const lifetimeSeconds = 24 * 60 * 60;

/** The identities of a function app; a test may change them while the endpoint runs. */
export interface ManagedIdentityState {
  identities: { clientId: string; objectId: string; systemAssigned?: boolean }[];
  /** User-assigned ones of the subscription that the app was not given. */
  unassigned?: { clientId: string; objectId: string }[];
  /** While set, the endpoint is not up yet and answers everything so. */
  notUp?: 500 | 502 | 504;
  /** Above it 429 with `Retry-After`. */
  rateLimit?: RateLimit;
  /** Answers for the next requests, instead of the real ones. */
  next?: Answer[];
}

export interface RunningManagedIdentity extends Running {
  /** What the platform puts into the environment of the function app. */
  env: { IDENTITY_ENDPOINT: string; IDENTITY_HEADER: string };
  /** What was asked for, in order; `clientId` is absent where the system-assigned identity was meant. */
  requests: { resource?: string; clientId?: string; status: number }[];
}

/**
 * The token endpoint that App Service and Functions give an app with a managed identity
 * (learn.microsoft.com/azure/app-service/overview-managed-identity, REST endpoint reference). `issue` signs as Entra.
 */
export async function startManagedIdentity(
  state: ManagedIdentityState,
  issue: (subject: TokenSubject) => Promise<string>,
): Promise<RunningManagedIdentity> {
  const header = randomUUID();
  const waitFor = makeWindow();
  const requests: RunningManagedIdentity['requests'] = [];
  const server = await serve(async (request, response) => {
    const query = new URL(request.url ?? '', 'http://localhost').searchParams;
    const answer = state.next?.shift() ?? (await answerTo(request, query));
    const resource = query.get('resource');
    const clientId = query.get('client_id');
    requests.push({
      ...(resource && { resource }),
      ...(clientId && { clientId }),
      status: answer.status,
    });
    send(response, answer);
  });

  async function answerTo(request: IncomingMessage, query: URLSearchParams): Promise<Answer> {
    if (state.notUp) return notUpYet(state.notUp);
    if (request.headers['x-identity-header'] !== header) return headerWrong();
    const wait = state.rateLimit ? waitFor(state.rateLimit, Date.now()) : 0;
    if (wait > 0) return throttled(wait);
    if (query.get('api-version') !== apiVersion) return apiVersionWrong(apiVersion);
    const resource = query.get('resource');
    if (!resource) return resourceMissing();

    const clientId = query.get('client_id');
    // Without a client id the platform means the system-assigned identity, even if there is one other only.
    const identity = state.identities.find((known) =>
      clientId ? known.clientId === clientId : known.systemAssigned,
    );
    if (!identity) return clientId ? notAssigned() : noSystemAssigned();
    const expires = Math.floor(Date.now() / 1000) + lifetimeSeconds;
    return {
      status: 200,
      body: {
        access_token: await issue({
          aud: resource,
          appid: identity.clientId,
          oid: identity.objectId,
          exp: expires,
        }),
        expires_on: String(expires),
        resource,
        token_type: 'Bearer',
        client_id: identity.clientId,
      },
    };
  }

  return {
    ...server,
    env: { IDENTITY_ENDPOINT: `${server.url}/msi/token`, IDENTITY_HEADER: header },
    requests,
  };
}
