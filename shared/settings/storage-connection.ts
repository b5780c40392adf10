import { failed, ok, type Result } from '../failures/result.ts';

/**
 * How queue and blobs are reached: with a connection string, or with an identity at the services' addresses.
 * The names are those of the Functions host's own identity-based connections, so one set serves trigger and app.
 */
export type StorageConnection =
  | { kind: 'connection-string'; connectionString: string }
  | { kind: 'identity'; queueServiceUri: string; blobServiceUri: string; clientId?: string };

export type Environment = Readonly<Record<string, string | undefined>>;

/** Whether a connection is given by its parts (`MAIL_STORAGE__queueServiceUri`, …) instead of one text. */
export function hasFamily(environment: Environment, name: string): boolean {
  return Object.keys(environment).some((key) => key.startsWith(`${name}__`));
}

/** Reads `MAIL_STORAGE` or its `__` family; the error says what is missing without repeating a value. */
export function readStorageConnection(
  connectionString: string,
  environment: Environment,
): Result<StorageConnection, string> {
  if (connectionString) {
    return /^UseDevelopmentStorage=true;?$|AccountName=[^;]+.*AccountKey=[^;]+|QueueEndpoint=https?:.*SharedAccessSignature=/i.test(
      connectionString,
    )
      ? ok({ kind: 'connection-string', connectionString })
      : failed(
          'is not a storage connection string (AccountName= and AccountKey=, or QueueEndpoint= and SharedAccessSignature=)',
        );
  }
  const queueServiceUri = environment.MAIL_STORAGE__queueServiceUri?.trim();
  const blobServiceUri = environment.MAIL_STORAGE__blobServiceUri?.trim();
  if (!queueServiceUri)
    return failed('lacks MAIL_STORAGE__queueServiceUri beside MAIL_STORAGE__blobServiceUri');
  if (!blobServiceUri)
    return failed('lacks MAIL_STORAGE__blobServiceUri beside MAIL_STORAGE__queueServiceUri');
  const clientId = environment.MAIL_STORAGE__clientId?.trim();
  return ok({ kind: 'identity', queueServiceUri, blobServiceUri, ...(clientId ? { clientId } : {}) });
}
