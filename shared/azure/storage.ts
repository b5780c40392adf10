import { BlobServiceClient } from '@azure/storage-blob';
import { QueueServiceClient } from '@azure/storage-queue';
import type { StorageConnection } from '../settings/storage-connection.ts';
import { createCredential } from './credential.ts';

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
