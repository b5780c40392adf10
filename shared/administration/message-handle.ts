import type { OpenPartition, Values } from '../azure/partition.ts';
import type { Fault } from '../failures/fault.ts';
import { ok, type Result } from '../failures/result.ts';
import { messageKey } from '../mailbox/keys.ts';
import { contentOf, fromValues, type MessageRecord } from '../mailbox/message-record.ts';

/** A message with the partition that it lies in. */
export interface FoundMessage {
  key: string;
  record: MessageRecord;
  /** As it came, packed; absent once Exchange Online has it. */
  content?: Uint8Array;
}

/** The id as it is handed out: with the key of its mailbox, so that one request finds it. */
export const handleOf = (key: string, id: string): string => `${key}.${id}`;

/**
 * Finds a message by its handle (one request), or by its id alone in each of the partitions. An id may lead to several:
 * each mailbox has its own, and what was kept aside has the id and a part of its hash behind it (`invoice-1~a1b2c3d4`).
 */
export async function findMessages(
  open: OpenPartition,
  keys: readonly string[],
  handle: string,
): Promise<Result<readonly FoundMessage[], Fault>> {
  const [, key, id] = /^([0-9a-f]{12}|unaddressed)\.(.+)$/.exec(handle) ?? [];
  if (key !== undefined && id !== undefined) {
    const read = await readMessage(open, key, id);
    if (!read.ok) return read;
    if (read.value) return ok([read.value]);
  }
  const messages: FoundMessage[] = [];
  for (const read of await Promise.all(keys.map((one) => findById(open, one, handle)))) {
    if (!read.ok) return read;
    messages.push(...read.value);
  }
  return ok(messages);
}

async function findById(
  open: OpenPartition,
  key: string,
  id: string,
): Promise<Result<readonly FoundMessage[], Fault>> {
  const [own, aside] = await Promise.all([
    readMessage(open, key, id),
    open(key).list({ from: messageKey(`${id}~`), to: messageKey(`${id}~g`) }),
  ]);
  if (!own.ok) return own;
  if (!aside.ok) return aside;
  return ok([...(own.value ? [own.value] : []), ...aside.value.map(({ values }) => found(key, values))]);
}

/** One message of a partition, or undefined. */
export async function readMessage(
  open: OpenPartition,
  key: string,
  id: string,
): Promise<Result<FoundMessage | undefined, Fault>> {
  const row = await open(key).read(messageKey(id));
  if (!row.ok) return row;
  return ok(row.value && found(key, row.value.values));
}

function found(key: string, values: Values): FoundMessage {
  const content = contentOf(values);
  return { key, record: fromValues(values), ...(content && { content }) };
}
