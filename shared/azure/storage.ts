import { TableClient } from '@azure/data-tables';
import { BlobServiceClient } from '@azure/storage-blob';
import { QueueServiceClient } from '@azure/storage-queue';
import { failed, ok, type Result } from '../failures/result.ts';
import { type Blobs, openBlobs } from './blobs.ts';
import { createCredential } from './credential.ts';
import type { OpenPartition } from './partition.ts';
import type { StorageClock } from './storage-clock.ts';
import { feedClock, openTable, tableOptions } from './table.ts';

/**
 * How queues, table and blobs are reached: with a connection string, or with an identity at the services' addresses.
 * The names are those of the Functions host's own identity-based connections, so one set serves trigger and app.
 */
export type StorageConnection =
  | { kind: 'connection-string'; connectionString: string }
  | {
      kind: 'identity';
      queueServiceUri: string;
      tableServiceUri: string;
      blobServiceUri: string;
      /** A person at a desk comes by the Azure CLI. */
      source: 'managed' | 'azure-cli';
      clientId?: string;
    };

/** What the app uses of the storage account. */
export interface Storage {
  queues: QueueServiceClient;
  openPartition: OpenPartition;
  /** A container of blobs by its name; the first write makes it. */
  openBlobs: (container: string) => Blobs;
}

/** All mailboxes of all apps of a storage account share it: the pace of a mailbox is one, whoever sends for it. */
export const MAILBOX_TABLE = 'mailboxes';

/**
 * Opens them with whatever the connection gives; the error says behind the setting's name what is wrong with it.
 * `clock` learns the time from the table's answers; `local` is the machine's.
 */
export function openStorage(
  connection: StorageConnection,
  clock: StorageClock,
  local: () => number,
): Result<Storage, string> {
  try {
    const { queues, table, blobs } = openClients(connection);
    feedClock(table, clock, local);
    return ok({
      queues,
      openPartition: openTable(table),
      openBlobs: (container) => openBlobs(blobs.getContainerClient(container)),
    });
  } catch {
    // The SDK's own message may repeat parts of the connection string.
    return failed('is no connection that the storage SDK can read');
  }
}

interface Clients {
  queues: QueueServiceClient;
  table: TableClient;
  blobs: BlobServiceClient;
}

function openClients(connection: StorageConnection): Clients {
  const blobOptions = { retryOptions: { maxTries: 3, retryDelayInMs: 200 } };
  // A turn waits for its ring with a lease that runs: what does not answer soon is for the next turn.
  const queueOptions = { retryOptions: { maxTries: 3, tryTimeoutInMs: 5_000, retryDelayInMs: 200 } };
  if (connection.kind === 'connection-string') {
    const { connectionString } = connection;
    // An emulator on this machine speaks plain http; the address in the connection string says so.
    const options = { ...tableOptions, allowInsecureConnection: true };
    return {
      queues: QueueServiceClient.fromConnectionString(connectionString, queueOptions),
      table: TableClient.fromConnectionString(connectionString, MAILBOX_TABLE, options),
      blobs: BlobServiceClient.fromConnectionString(connectionString, blobOptions),
    };
  }
  const credential = createCredential({ source: connection.source, clientId: connection.clientId });
  return {
    queues: new QueueServiceClient(connection.queueServiceUri, credential, queueOptions),
    table: new TableClient(connection.tableServiceUri, MAILBOX_TABLE, credential, tableOptions),
    blobs: new BlobServiceClient(connection.blobServiceUri, credential, blobOptions),
  };
}
