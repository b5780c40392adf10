import type { Fault } from '../failures/fault.ts';
import { failed, ok, type Result } from '../failures/result.ts';
import { finalStates, type MessageState, messageKey } from '../mailbox/keys.ts';
import { type MessageRecord, toValues } from '../mailbox/message-record.ts';
import { standing, standingKey } from '../mailbox/standing-row.ts';
import type { AdministerParts } from './administer.ts';
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

/**
 * Puts a message that was buried, cancelled or is uncertain back into the room, due now, with its id and history.
 * Its index row decides between two who act on it. `isRung`: it goes now; else the sweep rings within minutes.
 */
export async function resend(
  { open, ring, now }: Pick<AdministerParts, 'open' | 'ring' | 'now'>,
  { key, id }: { key: string; id: string },
  { mayDuplicate }: { mayDuplicate: boolean },
): Promise<Result<{ isRung: boolean }, MessageRefusal>> {
  const found = await readMessage(open, key, id);
  if (!found.ok) return failed({ kind: 'unavailable', fault: found.error });
  if (!found.value) return failed({ kind: 'not-found' });
  const time = now();
  const refusal = whyNotResent(found.value, mayDuplicate, time);
  if (refusal) return failed(refusal);
  const { record } = found.value;
  const again = resent(record, time);
  const written = await open(key).commit([
    { kind: 'delete', rowKey: standingKey(record) },
    { kind: 'merge', rowKey: messageKey(id), values: toValues(again) },
    standing(again),
  ]);
  if (written.ok) return ok({ isRung: (await ring(key, time)).ok });
  if (written.error.kind === 'unavailable') return failed(written.error);
  return changedMeanwhile(open, key, id);
}

/** Removes a message that nothing happens to any more, with its content and history. */
export async function purge(
  { open }: Pick<AdministerParts, 'open'>,
  { key, id }: { key: string; id: string },
): Promise<Result<void, MessageRefusal>> {
  const found = await readMessage(open, key, id);
  if (!found.ok) return failed({ kind: 'unavailable', fault: found.error });
  if (!found.value) return failed({ kind: 'not-found' });
  const { record } = found.value;
  if (!isFinal(record)) return failed({ kind: 'state', state: record.state });
  const written = await open(key).commit([
    { kind: 'delete', rowKey: standingKey(record) },
    { kind: 'delete', rowKey: messageKey(id) },
  ]);
  if (written.ok) return ok(undefined);
  if (written.error.kind === 'unavailable') return failed(written.error);
  return changedMeanwhile(open, key, id);
}

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

/** Why a transaction on a message met a conflict: what became of it meanwhile. */
export async function changedMeanwhile(
  open: AdministerParts['open'],
  key: string,
  id: string,
): Promise<Result<never, MessageRefusal>> {
  const found = await readMessage(open, key, id);
  if (!found.ok) return failed({ kind: 'unavailable', fault: found.error });
  return failed({ kind: 'changed', ...(found.value && { state: found.value.record.state }) });
}

const isFinal = ({ state }: MessageRecord): boolean => finalStates.some((one) => one === state);
