// The storage work of a run without any mail, as fast as Azurite gives it; prints the milliseconds that it took.
import { TableClient, type TransactionAction } from '@azure/data-tables';
import { QueueClient } from '@azure/storage-queue';
import { plainMessage } from '../plain-message.ts';
import type { StorageWork } from './storage-work.ts';

export interface StorageJob {
  connectionString: string;
  /** Of the run. */
  messages: number;
  work: StorageWork;
}

/** More would only wait in Azurite, which answers one request at a time. */
const PARALLEL = 16;
const PARTITION = 'mailbox';

const { connectionString, messages, work } = JSON.parse(process.argv[2] ?? '') as StorageJob;
const table = TableClient.fromConnectionString(connectionString, 'alone', { allowInsecureConnection: true });
const queue = new QueueClient(connectionString, 'alone');
const content = Buffer.from(JSON.stringify(plainMessage('alone')));

// Into the room: the message with its content, and its place.
const takeIn = (index: number): TransactionAction[] => [
  ['create', { partitionKey: PARTITION, rowKey: `m${index}`, content }],
  ['create', { partitionKey: PARTITION, rowKey: `w${index}` }],
];

// Out of it and to its end: four rows a message without its content, in as many transactions as it were, each with the
// mailbox's row.
const record = 'x'.repeat(400);
const steps = Math.max(1, work.transactions - messages);
const rows = 1 + Math.round((4 * messages) / steps);
const step = Array.from(
  { length: rows },
  (_, index): TransactionAction => ['upsert', { partitionKey: PARTITION, rowKey: `s${index}`, record }],
);

const received: { messageId: string; popReceipt: string }[] = [];
const tasks: Record<keyof StorageWork, (index: number) => Promise<unknown>> = {
  transactions: (index) => table.submitTransaction(index < messages ? takeIn(index) : step),
  reads: () => table.getEntity(PARTITION, 's0'),
  lists: () => table.listEntities({ queryOptions: { filter: "RowKey eq 's0'" } }).next(),
  receives: () => queue.receiveMessages({ numberOfMessages: 1 }),
  removals: (index) => {
    const { messageId, popReceipt } = received[index] ?? { messageId: '', popReceipt: '' };
    return queue.deleteMessage(messageId, popReceipt);
  },
};

async function prepare(): Promise<void> {
  await Promise.all([table.createTable(), queue.create()]);
  await table.submitTransaction(step);
  await inParallel(
    Array.from({ length: work.removals }, () => content.toString()),
    (text) => queue.sendMessage(text),
  );
  while (received.length < work.removals) {
    const { receivedMessageItems } = await queue.receiveMessages({
      numberOfMessages: 32,
      visibilityTimeout: 600,
    });
    received.push(...receivedMessageItems);
  }
}

/** All kinds of requests in turn, evenly spread. */
function plan(): { kind: keyof StorageWork; index: number }[] {
  const kinds = Object.keys(work) as (keyof StorageWork)[];
  return kinds
    .flatMap((kind) => Array.from({ length: work[kind] }, (_, index) => ({ kind, index })))
    .toSorted((one, other) => one.index / work[one.kind] - other.index / work[other.kind]);
}

async function inParallel<Task>(
  list: readonly Task[],
  work: (task: Task) => Promise<unknown>,
): Promise<void> {
  const waiting = list.values();
  const worker = async () => {
    for (const task of waiting) await work(task);
  };
  await Promise.all(Array.from({ length: PARALLEL }, worker));
}

await prepare();
const planned = plan();
const began = performance.now();
await inParallel(planned, ({ kind, index }) => tasks[kind](index));
console.log(performance.now() - began);
