import { listMessages } from '../administration/list-messages.ts';
import { type FoundMessage, readMessage } from '../administration/message-handle.ts';
import type { OpenPartition } from '../azure/partition.ts';
import type { Fault } from '../failures/fault.ts';
import { ok, type Result } from '../failures/result.ts';
import type { MessageState } from '../mailbox/keys.ts';
import type { Cursor } from './cursor.ts';

/** Which messages are asked for. */
export interface PageQuery {
  states: readonly MessageState[];
  /** Of which mailboxes. */
  keys: readonly string[];
  /** Of those that ended, the ones that did so then or later; in milliseconds since 1970. */
  since?: number | undefined;
  after?: Cursor | undefined;
}

interface Entry extends Cursor {
  id: string;
}

const PAGE = 50;

/**
 * Fifty messages, state after state as they are asked for: the waiting ones as they go, the ended ones newest first,
 * whatever their mailbox. One request for each mailbox and state that the page reaches into, and one for each message.
 */
export async function listPage(
  open: OpenPartition,
  query: PageQuery,
): Promise<Result<{ messages: readonly FoundMessage[]; next?: Cursor }, Fault>> {
  const { states, after } = query;
  const entries: Entry[] = [];
  for (const state of after ? states.slice(states.indexOf(after.state)) : states) {
    const listed = await listState(open, state, query, PAGE + 1 - entries.length);
    if (!listed.ok) return listed;
    entries.push(...listed.value);
    if (entries.length > PAGE) break;
  }
  const shown = entries.slice(0, PAGE);
  const messages: FoundMessage[] = [];
  for (const read of await Promise.all(shown.map(({ key, id }) => readMessage(open, key, id)))) {
    if (!read.ok) return read;
    if (read.value) messages.push(read.value);
  }
  const last = shown.at(-1);
  return ok({ messages, ...(last && entries.length > PAGE && { next: last }) });
}

/** The first `limit` entries of one state behind the cursor, over all mailboxes. */
async function listState(
  open: OpenPartition,
  state: MessageState,
  { keys, since, after }: PageQuery,
  limit: number,
): Promise<Result<readonly Entry[], Fault>> {
  const start = after?.state === state ? after : undefined;
  const entries: Entry[] = [];
  const lists = keys.map(async (key) => {
    // Of one row key in several mailboxes, the one behind the cursor's mailbox comes next.
    const from = start && (key > start.key ? start.rowKey : `${start.rowKey}!`);
    return { key, rows: await listMessages(open(key), state, limit, { from, since }) };
  });
  for (const { key, rows } of await Promise.all(lists)) {
    if (!rows.ok) return rows;
    entries.push(...rows.value.map(({ rowKey, id }) => ({ rowKey, id, key, state })));
  }
  return ok(entries.sort(inOrder).slice(0, limit));
}

const inOrder = (one: Entry, other: Entry): number =>
  compare(one.rowKey, other.rowKey) || compare(one.key, other.key);

const compare = (one: string, other: string): number => Number(one > other) - Number(one < other);
