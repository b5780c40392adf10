import { failed, ok, type Result } from '../failures/result.ts';
import { finalStates, messageKey } from '../mailbox/keys.ts';
import type { MessageRecord } from '../mailbox/message-record.ts';
import { standingKey } from '../mailbox/standing-row.ts';
import type { AdministerParts } from './administer.ts';
import { changeMessage, type MessageRefusal, moved, type NamedMessage } from './change-message.ts';
import type { FoundMessage } from './message-handle.ts';

/**
 * Puts a message that was buried, cancelled or is uncertain back into the room, due now, with its id and history.
 * Its index row decides between two who act on it. `isRung`: it goes now; else the sweep rings within minutes.
 */
export async function resend(
  { open, ring, now }: Pick<AdministerParts, 'open' | 'ring' | 'now'>,
  named: NamedMessage,
  { mayDuplicate }: { mayDuplicate: boolean },
): Promise<Result<{ isRung: boolean }, MessageRefusal>> {
  const time = now();
  const changed = await changeMessage(open, named, (found) => {
    const refusal = whyNotResent(found, mayDuplicate, time);
    return refusal ? failed(refusal) : ok(moved(found.record, resent(found.record, time)));
  });
  return changed.ok ? ok({ isRung: (await ring(named.key, time)).ok }) : changed;
}

/** Removes a message that nothing happens to any more, with its content and history. */
export const purge = (
  { open }: Pick<AdministerParts, 'open'>,
  named: NamedMessage,
): Promise<Result<void, MessageRefusal>> =>
  changeMessage(open, named, ({ record }) =>
    isFinal(record)
      ? ok([
          { kind: 'delete', rowKey: standingKey(record) },
          { kind: 'delete', rowKey: messageKey(record.id) },
        ])
      : failed({ kind: 'state', state: record.state }),
  );

/** Why a message cannot be sent again as it stands; undefined where it can. */
export function whyNotResent(
  { record, content }: FoundMessage,
  mayDuplicate: boolean,
  now: number,
): MessageRefusal | undefined {
  const { state, from, failure, expires = Number.POSITIVE_INFINITY } = record;
  if (!isFinal(record) || state === 'accepted') return { kind: 'state', state };
  if (from === undefined || failure === 'id-reused') return { kind: 'unsendable' };
  if (expires <= now) return { kind: 'expired', expires };
  if (!content) return { kind: 'no-content' };
  const isPerhapsSent = state === 'uncertain' || record.mayDuplicate;
  return isPerhapsSent && !mayDuplicate ? { kind: 'may-duplicate' } : undefined;
}

/** Trying begins anew, with producers' files as they are by then; what was tried stays on record. */
function resent(record: MessageRecord, now: number): MessageRecord {
  const { finishedAt: _, failure: __, retryingSince: ___, deaths: ____, ...kept } = record;
  const { files: _____, ...stored } = record.stored ?? {};
  return {
    ...kept,
    ...(record.stored && { stored }),
    state: 'waiting',
    due: now,
    resentAt: now,
    retries: 0,
    ...(record.state === 'uncertain' && { mayDuplicate: true }),
    history: [...record.history, { at: now, what: 'resent' }],
  };
}

const isFinal = ({ state }: MessageRecord): boolean => finalStates.some((one) => one === state);
