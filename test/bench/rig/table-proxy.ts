import type { Rig } from './rig.ts';
import { startStorageProxy } from './storage-proxy.ts';
import type { TableRequests } from './table-requests.ts';

/** Counts what processes ask of a rig's table that reach the storage by this connection string. */
export async function withTableProxy<Value>(
  { stack }: Rig,
  use: (proxy: { requests: TableRequests; connectionString: string }) => Promise<Value>,
): Promise<Value> {
  const { connectionString } = stack.azurite;
  const [, target = ''] = /TableEndpoint=([^;]+)/.exec(connectionString) ?? [];
  const proxy = await startStorageProxy(target);
  try {
    return await use({
      requests: proxy.counts,
      connectionString: connectionString.replace(target, proxy.endpoint),
    });
  } finally {
    await proxy.stop();
  }
}
