import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { makeWindow } from '../entra/rate-limit.ts';
import type { Claims } from '../entra/tokens.ts';
import type { Running, ServerTls } from '../running.ts';
import { type Answer, send, serve } from '../serve.ts';
import { authorize, type VerifyToken } from './authorize.ts';
import {
  certificateBundle,
  certificateItem,
  type Found,
  keyBundle,
  secretBundle,
  secretItem,
} from './bundles.ts';
import { type Operation, readRequest, type VaultRequest } from './operation.ts';
import { permissionFor } from './policies.ts';
import {
  badParameter,
  forbiddenByConnection,
  forbiddenByFirewall,
  forbiddenByPolicy,
  forbiddenByRbac,
  notFound,
  secretDisabled,
  throttled,
  unauthorized,
} from './refusals.ts';
import { allows } from './roles.ts';
import { signWithKey } from './sign.ts';
import type { VaultState } from './state.ts';

/** The Key Vault stand-in; `url` is the vault's URL for the SDK clients. */
export interface RunningVault extends Running {
  /** What was asked, in the order of the answers; a 401 is the challenge that starts a client's conversation. */
  requests: { operation: Operation | 'unknown'; status: number }[];
}

const kindOf = {
  'certificates/get': 'certificate',
  'certificates/versions': 'certificate',
  'keys/get': 'key',
  'keys/sign': 'key',
  'secrets/get': 'secret',
  'secrets/versions': 'secret',
} as const;

/** Starts a key vault that holds certificates with their keys and lets in whom `verify` and the roles let in. */
export async function startVault(
  state: VaultState,
  tls: ServerTls,
  verify: VerifyToken,
): Promise<RunningVault> {
  const requests: RunningVault['requests'] = [];
  const waitFor = makeWindow();
  const server: Running = await serve(async (request, response) => {
    const url = new URL(request.url ?? '', 'https://localhost');
    const asked = readRequest(request.method, url.pathname);
    const answer = await answerTo(request, url, asked);
    requests.push({ operation: asked?.operation ?? 'unknown', status: answer.status });
    send(response, answer);
  }, tls);

  async function answerTo(
    request: IncomingMessage,
    url: URL,
    asked: VaultRequest | undefined,
  ): Promise<Answer> {
    const caller = await authorize(request.headers.authorization, state.tenantId, verify);
    if (typeof caller === 'string') return unauthorized(caller, state.tenantId);
    const queued = state.next?.shift();
    if (queued) return queued;
    const wait = state.rateLimit ? waitFor(state.rateLimit, Date.now()) : 0;
    if (wait > 0) return throttled(wait);
    if (state.publicNetworkAccess === 'disabled') return forbiddenByConnection(caller);
    if (state.firewall) return forbiddenByFirewall(state.firewall.blocks, caller);
    if (!url.searchParams.get('api-version')) {
      return badParameter(
        'The specified version () is not recognized. Consider using the latest supported version (2025-07-01).',
      );
    }
    if (!asked) return { status: 404, body: '' };
    const { operation, name, version } = asked;
    const forbidden = refuseCaller(caller, asked, state);
    if (forbidden) return forbidden;

    const entry = state.certificates[name];
    const chosen = version ? entry?.versions.find((one) => one.version === version) : entry?.versions.at(-1);
    if (!entry || entry.deleted || !chosen) {
      return notFound(kindOf[operation], version ? `${name}/${version}` : name);
    }
    const found: Found = { vaultUrl: server.url, name, entry, version: chosen };
    switch (operation) {
      case 'certificates/get':
        return { status: 200, body: certificateBundle(found) };
      case 'certificates/versions': {
        const value = entry.versions.map((one) => certificateItem({ ...found, version: one }));
        return { status: 200, body: { value, nextLink: null } };
      }
      case 'secrets/versions': {
        const value = entry.versions.map((one) => secretItem({ ...found, version: one }));
        return { status: 200, body: { value, nextLink: null } };
      }
      case 'keys/get':
        return { status: 200, body: keyBundle(found) };
      case 'secrets/get':
        return chosen.enabled ? { status: 200, body: secretBundle(found) } : secretDisabled();
      case 'keys/sign':
        return signWithKey(found, await text(request));
    }
  }

  return { ...server, requests };
}

/** Roles decide, or access policies: a vault has one of the two models. */
function refuseCaller(
  caller: Claims,
  { operation, action, name }: VaultRequest,
  { accessPolicies, callers }: VaultState,
): Answer | undefined {
  if (!accessPolicies) {
    return allows(callers[caller.oid] ?? [], action) ? undefined : forbiddenByRbac(caller, action, name);
  }
  const policy = accessPolicies[caller.oid];
  const permission = permissionFor(operation);
  if (policy?.includes(permission)) return undefined;
  return forbiddenByPolicy(policy ? 'ForbiddenByPolicy' : 'AccessDenied', caller, permission);
}
