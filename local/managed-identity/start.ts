import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { TokenSubject } from '../entra/tokens.ts';
import type { Running } from '../running.ts';
import { type Answer, send, serve } from '../serve.ts';

const apiVersion = '2019-08-01';
const lifetimeSeconds = 24 * 60 * 60;

/** The identities of a function app; a test may change them while the endpoint runs. */
export interface ManagedIdentityState {
  identities: { clientId: string; objectId: string; systemAssigned?: boolean }[];
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
    // Only the texts about identities are the service's own; the others are what its documentation says in words.
    if (request.headers['x-identity-header'] !== header) {
      return refuse(
        401,
        'The X-IDENTITY-HEADER header is missing or does not have the value of IDENTITY_HEADER.',
      );
    }
    if (query.get('api-version') !== apiVersion) return refuse(400, `api-version must be ${apiVersion}.`);
    const resource = query.get('resource');
    if (!resource) return refuse(400, 'The resource parameter is missing.');

    const clientId = query.get('client_id');
    // Without a client id the platform means the system-assigned identity, even if there is one other only.
    const identity = state.identities.find((known) =>
      clientId ? known.clientId === clientId : known.systemAssigned,
    );
    if (!identity) {
      return refuse(
        400,
        clientId
          ? 'No User Assigned or Delegated Managed Identity found for specified ClientId/ResourceId/PrincipalId.'
          : 'Unable to load the proper Managed Identity.',
      );
    }
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

const refuse = (statusCode: number, message: string): Answer => ({
  status: statusCode,
  body: { statusCode, message, correlationId: randomUUID() },
});
