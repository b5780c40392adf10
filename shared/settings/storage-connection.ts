import type { StorageConnection } from '../azure/storage.ts';
import { failed, ok, type Result } from '../failures/result.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Whether the storage is given by its parts (`MAIL_STORAGE__queueServiceUri`, …) instead of one text. */
export function hasStorageFamily(environment: Environment): boolean {
  return Object.keys(environment).some((key) => key.startsWith('MAIL_STORAGE__'));
}

/** Reads `MAIL_STORAGE` or its `__` family; the error says what is missing without repeating a value. */
export function readStorageConnection(
  connectionString: string,
  environment: Environment,
): Result<StorageConnection, string> {
  if (connectionString) {
    return isConnectionString(connectionString)
      ? ok({ kind: 'connection-string', connectionString })
      : failed(
          'is not a storage connection string with all its parts: DefaultEndpointsProtocol=, AccountName=, AccountKey= ' +
            'and EndpointSuffix=, or TableEndpoint=, QueueEndpoint=, BlobEndpoint= and SharedAccessSignature=',
        );
  }
  const of = (name: string) => environment[`MAIL_STORAGE__${name}`]?.trim() ?? '';
  const uris = {
    queueServiceUri: of('queueServiceUri'),
    tableServiceUri: of('tableServiceUri'),
    blobServiceUri: of('blobServiceUri'),
  };
  for (const [name, uri] of Object.entries(uris)) {
    if (uri === '') return failed(`lacks MAIL_STORAGE__${name}`);
    if (!isHttps(uri)) return failed(`has a __${name} that does not begin with https://`);
  }
  const clientId = of('clientId');
  const source = environment.MAIL_IDENTITY_SOURCE?.trim() === 'azure-cli' ? 'azure-cli' : 'managed';
  return ok({ kind: 'identity', ...uris, source, ...(clientId !== '' && { clientId }) });
}

/** Exactly what the storage SDKs can open for tables, queues and blobs: they throw at anything less, names in small letters too. */
function isConnectionString(text: string): boolean {
  const has = (name: string, value: string) => new RegExp(`(?:^|;)${name}=${value}(?:;|$)`).test(text);
  if (has('UseDevelopmentStorage', 'true')) return text.startsWith('UseDevelopmentStorage');
  const endpoints = ['Table', 'Queue', 'Blob'].every((one) => has(`${one}Endpoint`, 'https?://[^;]+'));
  const account = has('DefaultEndpointsProtocol', 'https?') && has('AccountName', '[a-z0-9]+');
  const isSigned = has('AccountKey', '[A-Za-z0-9+/]+={0,2}');
  return account && isSigned
    ? endpoints || has('EndpointSuffix', '[a-z0-9.-]+')
    : endpoints && has('SharedAccessSignature', '[^;]+');
}

/** The name of the storage account, where the connection says it: Azurite's addresses do not. */
export function accountOf(connection: StorageConnection): string | undefined {
  const text = connection.kind === 'identity' ? connection.queueServiceUri : connection.connectionString;
  return /(?:^|;)AccountName=([a-z0-9]+)/.exec(text)?.[1] ?? /https:\/\/([a-z0-9]+)\.queue\./.exec(text)?.[1];
}

const isHttps = (address: string): boolean => address.startsWith('https://') && URL.canParse(address);
