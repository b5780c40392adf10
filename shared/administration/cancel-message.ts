import { failed, ok, type Result } from '../failures/result.ts';
import { messageKey } from '../mailbox/keys.ts';
import { type MessageRecord, toValues } from '../mailbox/message-record.ts';
import { standing, standingKey } from '../mailbox/standing-row.ts';
import type { AdministerParts } from './administer.ts';
import { changedMeanwhile, type MessageRefusal } from './administer-messages.ts';
import { readMessage } from './message-handle.ts';

/**
 * Takes a message that waits out of the room; its content is kept, so that a person can have it sent after all. Its
 * place decides between the one who cancels and the one who sends: only one of them can take it away.
 */
export async function cancelMessage(
  { open, now }: Pick<AdministerParts, 'open' | 'now'>,
  { key, id }: { key: string; id: string },
): Promise<Result<void, MessageRefusal>> {
  const found = await readMessage(open, key, id);
  if (!found.ok) return failed({ kind: 'unavailable', fault: found.error });
  if (!found.value) return failed({ kind: 'not-found' });
  const { record } = found.value;
  if (record.state !== 'waiting') return failed({ kind: 'state', state: record.state });
  const at = now();
  const cancelled: MessageRecord = {
    ...record,
    state: 'cancelled',
    finishedAt: at,
    history: [...record.history, { at, what: 'cancelled' }],
  };
  const written = await open(key).commit([
    { kind: 'delete', rowKey: standingKey(record) },
    { kind: 'merge', rowKey: messageKey(id), values: toValues(cancelled) },
    standing(cancelled),
  ]);
  if (written.ok) return ok(undefined);
  if (written.error.kind === 'unavailable') return failed(written.error);
  return changedMeanwhile(open, key, id);
}
