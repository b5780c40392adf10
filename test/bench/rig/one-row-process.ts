// A process of the naive way: for each message of the queue it reads the mailbox's row and writes it back with one
// more, by ETag; where another process was quicker, again.
import { setTimeout as sleep } from 'node:timers/promises';
import { type DequeuedMessageItem, QueueClient } from '@azure/storage-queue';
import { MAILBOX_ROW, messageKey } from '../../../shared/mailbox/keys.ts';
import { type OneRowJob, openOneRow } from './one-row.ts';

/** As many as the host takes at once. */
const BATCH = 32;
const LONGER_THAN_THE_RUN_S = 600;
const IDLE_MS = 100;

const job = JSON.parse(process.argv[2] ?? '') as OneRowJob;
const queue = new QueueClient(job.connectionString, job.queue);
const partition = openOneRow(job);
let isStopping = false;
process.on('SIGTERM', () => {
  isStopping = true;
});

while (!isStopping) {
  const { receivedMessageItems } = await queue.receiveMessages({
    numberOfMessages: BATCH,
    visibilityTimeout: LONGER_THAN_THE_RUN_S,
  });
  await Promise.all(receivedMessageItems.map(takeIn));
  if (receivedMessageItems.length === 0) await sleep(IDLE_MS);
}

async function takeIn({ messageId, popReceipt, messageText }: DequeuedMessageItem): Promise<void> {
  const { id } = JSON.parse(messageText);
  while (!isStopping) {
    if (!(await countIn(id))) continue;
    await queue.deleteMessage(messageId, popReceipt);
    return;
  }
}

/** Whether the message has its row now. */
async function countIn(id: string): Promise<boolean> {
  const row = await partition.read(MAILBOX_ROW);
  if (!row.ok || !row.value) return false;
  const { values, etag } = row.value;
  const written = await partition.commit([
    { kind: 'replace', rowKey: MAILBOX_ROW, values: { waiting: Number(values.waiting) + 1 }, etag },
    {
      kind: 'create',
      rowKey: messageKey(id),
      values: { record: JSON.stringify({ state: 'waiting' }) },
    },
  ]);
  return written.ok;
}
