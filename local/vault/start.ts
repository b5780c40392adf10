import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Running, ServerTls } from '../running.ts';
import { type Answer, send, serve } from '../serve.ts';
import { authorize, type VerifyToken } from './authorize.ts';
import { certificateBundle, certificateItem, type Found, keyBundle, secretBundle } from './bundles.ts';
import {
  badParameter,
  forbiddenByFirewall,
  forbiddenByRbac,
  notFound,
  secretDisabled,
  unauthorized,
} from './refusals.ts';
import { allows, type DataAction } from './roles.ts';
import { signWithKey } from './sign.ts';
import type { VaultState } from './state.ts';

type Operation = 'certificates/get' | 'certificates/versions' | 'keys/get' | 'keys/sign' | 'secrets/get';

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
} as const;

interface Request {
  operation: Operation;
  action: DataAction;
  name: string;
  version?: string;
}

/** Starts a key vault that holds certificates with their keys and lets in whom `verify` and the roles let in. */
export async function startVault(
  state: VaultState,
  tls: ServerTls,
  verify: VerifyToken,
): Promise<RunningVault> {
  const requests: RunningVault['requests'] = [];
  const server: Running = await serve(async (request, response) => {
    const url = new URL(request.url ?? '', 'https://localhost');
    const asked = read(request.method, url.pathname);
    const answer = await answerTo(request, url, asked);
    requests.push({ operation: asked?.operation ?? 'unknown', status: answer.status });
    send(response, answer);
  }, tls);

  async function answerTo(request: IncomingMessage, url: URL, asked: Request | undefined): Promise<Answer> {
    const caller = await authorize(request.headers.authorization, state.tenantId, verify);
    if (typeof caller === 'string') return unauthorized(caller, state.tenantId);
    const queued = state.next?.shift();
    if (queued) return queued;
    if (state.firewall) return forbiddenByFirewall(state.firewall.blocks, caller);
    if (!url.searchParams.get('api-version')) {
      return badParameter(
        'The specified version () is not recognized. Consider using the latest supported version (2025-07-01).',
      );
    }
    if (!asked) return { status: 404, body: '' };
    const { operation, action, name, version } = asked;
    if (!allows(state.callers[caller.oid] ?? [], action)) return forbiddenByRbac(caller, action, name);

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

/** `/certificates/<name>[/<version>|/versions]`, `/keys|secrets/<name>[/<version>]` and `POST /keys/<name>[/<version>]/sign`. */
function read(method: string | undefined, path: string): Request | undefined {
  const [kind, name, ...rest] = path.split('/').filter(Boolean).map(decodeURIComponent);
  if (!name) return undefined;
  const last = rest.at(-1);
  if (kind === 'keys' && method === 'POST' && last === 'sign' && rest.length <= 2) {
    const version = rest.length === 2 ? rest[0] : undefined;
    return { operation: 'keys/sign', action: 'keys/sign/action', name, ...(version && { version }) };
  }
  if (method !== 'GET' || rest.length > 1) return undefined;
  if (kind === 'keys') {
    return { operation: 'keys/get', action: 'keys/read', name, ...(last && { version: last }) };
  }
  if (kind === 'secrets') {
    const action = 'secrets/getSecret/action';
    return { operation: 'secrets/get', action, name, ...(last && { version: last }) };
  }
  if (kind !== 'certificates') return undefined;
  if (last === 'versions') return { operation: 'certificates/versions', action: 'certificates/read', name };
  return { operation: 'certificates/get', action: 'certificates/read', name, ...(last && { version: last }) };
}
