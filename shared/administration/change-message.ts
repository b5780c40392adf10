import type { Change, OpenPartition } from '../azure/partition.ts';
import type { Fault } from '../failures/fault.ts';
import { failed, ok, type Result } from '../failures/result.ts';
import { type MessageState, messageKey } from '../mailbox/keys.ts';
import { type MessageRecord, toValues } from '../mailbox/message-record.ts';
import { standing, standingKey } from '../mailbox/standing-row.ts';
import { type FoundMessage, readMessage } from './message-handle.ts';

/** Why a message was left as it is. */
export type MessageRefusal =
  | { kind: 'not-found' }
  /** It waits, is under way, or is with Exchange Online. */
  | { kind: 'state'; state: MessageState }
  /** Its producer has to mend it and queue it anew: it is invalid, or its id is another message's. */
  | { kind: 'unsendable' }
  /** Its producer wanted it sent before `expires`. */
  | { kind: 'expired'; expires: number }
  | { kind: 'no-content' }
  /** Perhaps it was sent, and nobody said that twice is right. */
  | { kind: 'may-duplicate' }
  /** Somebody else was quicker; absent where the message is gone. */
  | { kind: 'changed'; state?: MessageState }
  | { kind: 'unavailable'; fault: Fault };

/** A message by the partition that it lies in and its id. */
export interface NamedMessage {
  key: string;
  id: string;
}

/**
 * What a person does to one message, in one transaction. `decide` sees it as it is and gives the rows to write, or why it
 * is left alone; who was overtaken meanwhile is told what became of it.
 */
export async function changeMessage(
  open: OpenPartition,
  { key, id }: NamedMessage,
  decide: (found: FoundMessage) => Result<readonly Change[], MessageRefusal>,
): Promise<Result<void, MessageRefusal>> {
  const found = await readMessage(open, key, id);
  if (!found.ok) return failed({ kind: 'unavailable', fault: found.error });
  if (!found.value) return failed({ kind: 'not-found' });
  const changes = decide(found.value);
  if (!changes.ok) return changes;
  const written = await open(key).commit(changes.value);
  if (written.ok) return ok(undefined);
  if (written.error.kind === 'unavailable') return failed(written.error);
  const now = await readMessage(open, key, id);
  if (!now.ok) return failed({ kind: 'unavailable', fault: now.error });
  return failed({ kind: 'changed', ...(now.value && { state: now.value.record.state }) });
}

/** The rows of a message that goes from one state to another; its content stays. */
export const moved = (before: MessageRecord, after: MessageRecord): readonly Change[] => [
  { kind: 'delete', rowKey: standingKey(before) },
  { kind: 'merge', rowKey: messageKey(before.id), values: toValues(after) },
  standing(after),
];
