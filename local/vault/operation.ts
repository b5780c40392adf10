import type { DataAction } from './roles.ts';

/** What can be asked of the vault. */
export type Operation =
  | 'certificates/get'
  | 'certificates/versions'
  | 'keys/get'
  | 'keys/sign'
  | 'secrets/get'
  | 'secrets/versions';

/** A request that the vault understands. */
export interface VaultRequest {
  operation: Operation;
  action: DataAction;
  name: string;
  version?: string;
}

/** `/certificates|secrets/<name>[/<version>|/versions]`, `/keys/<name>[/<version>]` and `POST /keys/<name>[/<version>]/sign`. */
export function readRequest(method: string | undefined, path: string): VaultRequest | undefined {
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
    if (last === 'versions') {
      return { operation: 'secrets/versions', action: 'secrets/readMetadata/action', name };
    }
    const action = 'secrets/getSecret/action';
    return { operation: 'secrets/get', action, name, ...(last && { version: last }) };
  }
  if (kind !== 'certificates') return undefined;
  if (last === 'versions') return { operation: 'certificates/versions', action: 'certificates/read', name };
  return { operation: 'certificates/get', action: 'certificates/read', name, ...(last && { version: last }) };
}
