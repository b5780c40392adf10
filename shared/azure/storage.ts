import { BlobServiceClient } from '@azure/storage-blob';
import { QueueServiceClient } from '@azure/storage-queue';
import { failed, ok, type Result } from '../failures/result.ts';
import { createCredential } from './credential.ts';

/**
 * How queue and blobs are reached: with a connection string, or with an identity at the services' addresses.
 * The names are those of the Functions host's own identity-based connections, so one set serves trigger and app.
 */
export type StorageConnection =
  | { kind: 'connection-string'; connectionString: string }
  | { kind: 'identity'; queueServiceUri: string; blobServiceUri: string; clientId?: string };

/** The two services of the storage account that the app uses. */
export interface Storage {
  blobs: BlobServiceClient;
  queues: QueueServiceClient;
}

/** Opens them with whatever the connection gives; the error says behind the setting's name what is wrong with it. */
export function openStorage(connection: StorageConnection): Result<Storage, string> {
  try {
    if (connection.kind === 'connection-string') {
      return ok({
        blobs: BlobServiceClient.fromConnectionString(connection.connectionString),
        queues: QueueServiceClient.fromConnectionString(connection.connectionString),
      });
    }
    const credential = createCredential({ source: 'managed', clientId: connection.clientId });
    return ok({
      blobs: new BlobServiceClient(connection.blobServiceUri, credential),
      queues: new QueueServiceClient(connection.queueServiceUri, credential),
    });
  } catch {
    // The SDK's own message may repeat parts of the connection string.
    return failed('is no connection that the storage SDK can read');
  }
}
