import { type QueueClient, QueueServiceClient } from '@azure/storage-queue';
import { type Azurite, startAzurite } from './azurite.ts';
import type { Contoso } from './contoso.ts';
import type { ExchangeOptions } from './exchange/server.ts';
import { type Services, startServices } from './services.ts';

const QUEUE = 'mail-outbound';

/** The cloud on the desk: the services and storage, with the settings that lead there. */
export interface Stack extends Services {
  azurite: Azurite;
  queue: QueueClient;
}

/**
 * Starts everything but the app, on free ports. `contoso` is the tenant, by default one that is set up right;
 * `azurite` one that runs already, and goes on; `onStorageRequest` hears each line of the storage's access log.
 */
export async function startStack(
  contoso?: Contoso,
  options: {
    azurite?: Azurite;
    onStorageRequest?: (line: string) => void;
    exchange?: Partial<ExchangeOptions>;
  } = {},
): Promise<Stack> {
  const [azurite, services] = await Promise.all([
    options.azurite ?? startAzurite(options.onStorageRequest ? { onRequest: options.onStorageRequest } : {}),
    startServices(contoso, options.exchange),
  ]);
  const { connectionString } = azurite;
  const queue = QueueServiceClient.fromConnectionString(connectionString).getQueueClient(QUEUE);
  await queue.create();

  return {
    ...services,
    azurite,
    queue,
    env: {
      ...services.env,
      AzureWebJobsStorage: connectionString,
      MAIL_STORAGE: connectionString,
      MAIL_QUEUE: QUEUE,
    },
    async stop() {
      await services.stop();
      if (!options.azurite) await azurite.stop();
    },
  };
}
