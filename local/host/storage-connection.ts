import { createRequire } from 'node:module';
import type { TokenCredential } from '@azure/identity';
import { BlobServiceClient } from '@azure/storage-blob';
import { QueueServiceClient } from '@azure/storage-queue';
import type { Settings } from './settings.ts';

const require = createRequire(import.meta.url);

// As the .NET SDK in the host: five repeats within about 25 s.
const pipeline = { retryOptions: { maxTries: 6, retryDelayInMs: 960 } };

type Target = { connectionString: string } | { url: string; credential: TokenCredential };

/** Finds connection `name`: the setting itself, or the family `<name>__queueServiceUri`, `__credential`, … */
function findConnection(settings: Settings, name: string, service: 'blob' | 'queue'): Target {
  for (const key of [`AzureWebJobs${name}`, name]) {
    const connectionString = settings.get(key);
    if (connectionString) return { connectionString };
    const family = settings.section(key);
    const url =
      family[`${service}serviceuri`] ??
      family.serviceuri ??
      (family.accountname && `https://${family.accountname}.${service}.core.windows.net`);
    if (!url) continue;
    // Loaded here: most starts have a connection string, and they are some 80 ms sooner without it.
    const { DefaultAzureCredential, ManagedIdentityCredential }: typeof import('@azure/identity') =
      require('@azure/identity');
    const identity = family.credential?.toLowerCase() === 'managedidentity';
    const credential = !identity
      ? new DefaultAzureCredential()
      : family.clientid
        ? new ManagedIdentityCredential({ clientId: family.clientid })
        : new ManagedIdentityCredential();
    return { url, credential };
  }
  throw new Error(
    `Storage account connection string 'AzureWebJobs${name}' does not exist. Make sure that it is a defined App Setting.`,
  );
}

/** @throws the host's indexing error where the settings name no such connection. */
export function queueService(settings: Settings, connection: string): QueueServiceClient {
  const target = findConnection(settings, connection, 'queue');
  return 'url' in target
    ? new QueueServiceClient(target.url, target.credential, pipeline)
    : QueueServiceClient.fromConnectionString(target.connectionString, pipeline);
}

/** @throws the host's indexing error where the settings name no such connection. */
export function blobService(settings: Settings, connection: string): BlobServiceClient {
  const target = findConnection(settings, connection, 'blob');
  return 'url' in target
    ? new BlobServiceClient(target.url, target.credential, pipeline)
    : BlobServiceClient.fromConnectionString(target.connectionString, pipeline);
}
