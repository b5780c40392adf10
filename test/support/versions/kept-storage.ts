import { buffer } from 'node:stream/consumers';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { TableClient, type TableEntity } from '@azure/data-tables';
import { BlobServiceClient } from '@azure/storage-blob';
import { QueueServiceClient } from '@azure/storage-queue';
import { CONTENT_CONTAINER } from '../../../shared/azure/content-container.ts';
import { MAILBOX_TABLE } from '../../../shared/azure/storage.ts';

/** A property as the table types it; text that is an object in JSON as that object, to be read by people. */
type Property = { json: object } | { type: string; value: string | boolean };

/** What a build left in its storage account, whole. */
export interface KeptStorage {
  /** The build: a version, or a commit before the first one. */
  build: string;
  /** When it was read, in milliseconds since 1970. */
  at: number;
  rows: { partition: string; row: string; values: Record<string, Property> }[];
  /** The texts of the messages by the name of their queue. */
  queues: Record<string, string[]>;
  /** Contents by name, deflated, in base64. */
  blobs: Record<string, string>;
}

/** A queue shows no more of its messages at once. */
const MOST_SHOWN = 32;

/** Reads table and blobs, and what the queues show just then. */
export async function readStorage(connectionString: string, build: string): Promise<KeptStorage> {
  const rows: KeptStorage['rows'] = [];
  const entities = tableOf(connectionString).listEntities({ disableTypeConversion: true });
  for await (const { partitionKey = '', rowKey = '', ...others } of entities) {
    const values = Object.entries(others).filter(([name, one]) => isTyped(one) && !name.startsWith('odata.'));
    rows.push({
      partition: partitionKey,
      row: rowKey,
      values: Object.fromEntries(values.map(([name, one]) => [name, fromTable(one as Typed)])),
    });
  }
  const queues: KeptStorage['queues'] = {};
  const service = QueueServiceClient.fromConnectionString(connectionString);
  for await (const { name } of service.listQueues()) {
    const queue = service.getQueueClient(name);
    const { peekedMessageItems } = await queue.peekMessages({ numberOfMessages: MOST_SHOWN });
    queues[name] = peekedMessageItems.map(({ messageText }) => messageText);
  }
  const blobs: KeptStorage['blobs'] = {};
  const container = containerOf(connectionString);
  if (await container.exists()) {
    for await (const { name } of container.listBlobsFlat()) {
      const { readableStreamBody } = await container.getBlobClient(name).download();
      const content = readableStreamBody ? await buffer(readableStreamBody) : Buffer.alloc(0);
      blobs[name] = deflateRawSync(content).toString('base64');
    }
  }
  return { build, at: Date.now(), rows, queues, blobs };
}

/** Puts all of it into an account that is empty. */
export async function writeStorage(connectionString: string, kept: KeptStorage): Promise<void> {
  const table = tableOf(connectionString);
  await table.createTable();
  for (const { partition, row, values } of kept.rows) {
    const properties = Object.entries(values).map(([name, one]) => [name, toTable(one)]);
    const entity = { ...Object.fromEntries(properties), partitionKey: partition, rowKey: row };
    await table.createEntity(entity as TableEntity);
  }
  const service = QueueServiceClient.fromConnectionString(connectionString);
  for (const [name, texts] of Object.entries(kept.queues)) {
    const queue = service.getQueueClient(name);
    await queue.createIfNotExists();
    for (const text of texts) await queue.sendMessage(text, { messageTimeToLive: -1 });
  }
  const container = containerOf(connectionString);
  await container.createIfNotExists();
  for (const [name, deflated] of Object.entries(kept.blobs)) {
    const content = inflateRawSync(Buffer.from(deflated, 'base64'));
    await container.getBlockBlobClient(name).upload(content, content.byteLength);
  }
}

const tableOf = (connectionString: string) =>
  TableClient.fromConnectionString(connectionString, MAILBOX_TABLE, { allowInsecureConnection: true });

const containerOf = (connectionString: string) =>
  BlobServiceClient.fromConnectionString(connectionString).getContainerClient(CONTENT_CONTAINER);

interface Typed {
  type: string;
  value: string | boolean;
}

/** The table's own columns are plain, all others typed. */
const isTyped = (property: unknown): boolean => typeof property === 'object' && property !== null;

/** Only text that comes out of its JSON as it went in is kept as an object. */
function fromTable({ type, value }: Typed): Property {
  if (type !== 'String' || !String(value).startsWith('{')) return { type, value };
  const json = JSON.parse(String(value));
  return JSON.stringify(json) === value ? { json } : { type, value };
}

const toTable = (property: Property) =>
  'json' in property ? { type: 'String', value: JSON.stringify(property.json) } : property;
