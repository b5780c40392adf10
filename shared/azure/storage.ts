import { BlobServiceClient } from '@azure/storage-blob';
import { QueueServiceClient } from '@azure/storage-queue';
import { createCredential } from './credential.ts';

/**
 * How queue and blobs are reached: with a connection string, or with an identity at the services' addresses.
 * The names are those of the Functions host's own identity-based connections, so one set serves trigger and app.
 */
export type StorageConnection =
  | { kind: 'connection-string'; connectionString: string }
  | { kind: 'identity'; queueServiceUri: string; blobServiceUri: string; clientId?: string };

/** The two services of the storage account that the app uses, opened with whatever the connection gives. */
export function openStorage(connection: StorageConnection): {
  blobs: BlobServiceClient;
  queues: QueueServiceClient;
} {
  if (connection.kind === 'connection-string') {
    return {
      blobs: BlobServiceClient.fromConnectionString(connection.connectionString),
      queues: QueueServiceClient.fromConnectionString(connection.connectionString),
    };
  }
  const credential = createCredential({ source: 'managed', clientId: connection.clientId });
  return {
    blobs: new BlobServiceClient(connection.blobServiceUri, credential),
    queues: new QueueServiceClient(connection.queueServiceUri, credential),
  };
}
