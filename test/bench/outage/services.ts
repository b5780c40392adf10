import type { EntraState } from '../../../local/entra/state.ts';
import { startGate } from '../rig/gate.ts';
import type { Rig } from '../rig/rig.ts';
import { startStorageProxy } from '../rig/storage-proxy.ts';

/** What the app depends on, each to be taken away and brought back. */
export const serviceNames = ['entra', 'vault', 'smtp', 'queue', 'table', 'blob'] as const;
export type ServiceName = (typeof serviceNames)[number];

export interface Services extends Record<ServiceName, { down: boolean }> {
  /** The settings that lead the app there. */
  env: Record<string, string>;
  stop(): Promise<void>;
}

/** Stands between the app and the stand-ins of a rig. */
export async function startServices({ stack }: Rig): Promise<Services> {
  const { connectionString } = stack.azurite;
  const [vault, smtp, queue, table, blob] = await Promise.all([
    startGate(Number(new URL(stack.vault.url).port)),
    startGate(stack.exchange.port),
    startStorageProxy(endpointOf(connectionString, 'Queue')),
    startStorageProxy(endpointOf(connectionString, 'Table')),
    startStorageProxy(endpointOf(connectionString, 'Blob')),
  ]);
  const throughProxies = connectionString
    .replace(endpointOf(connectionString, 'Queue'), queue.endpoint)
    .replace(endpointOf(connectionString, 'Table'), table.endpoint)
    .replace(endpointOf(connectionString, 'Blob'), blob.endpoint);
  return {
    entra: entraSwitch(stack.contoso.entra),
    vault,
    smtp,
    queue,
    table,
    blob,
    env: {
      MAIL_VAULT_URL: `https://localhost:${vault.port}`,
      MAIL_SMTP_PORT: String(smtp.port),
      MAIL_STORAGE: throughProxies,
      AzureWebJobsStorage: throughProxies,
    },
    async stop() {
      await Promise.all([vault, smtp, queue, table, blob].map((one) => one.stop()));
    },
  };
}

/** Of a connection string: `…;QueueEndpoint=http://127.0.0.1:10001/devstoreaccount1;…`. */
function endpointOf(connectionString: string, service: string): string {
  const [, endpoint] = new RegExp(`${service}Endpoint=([^;]+)`).exec(connectionString) ?? [];
  if (!endpoint) throw new Error(`The connection string names no ${service} endpoint.`);
  return endpoint;
}

/** Entra's token service answers 503 rather than not at all. */
const entraSwitch = (state: EntraState) => ({
  get down() {
    return state.down !== undefined;
  },
  set down(isDown) {
    if (isDown) state.down = { retryAfterSeconds: 1 };
    else delete state.down;
  },
});
