import type { Change, Partition } from '../azure/partition.ts';
import type { Fault } from '../failures/fault.ts';
import { failed, ok, type Result } from '../failures/result.ts';
import { passed } from './crash-points.ts';
import type { Taken } from './flight.ts';
import { gate } from './gate.ts';
import { asideId, messageKey } from './keys.ts';
import { isOwned, type MailboxState } from './mailbox-state.ts';
import { fromValues, type MessageRecord, toValues } from './message-record.ts';
import { admit } from './pace.ts';
import type { RoomParts } from './parts.ts';
import { standing } from './standing-row.ts';
import { type Held, mailboxChange, readMailbox } from './turn.ts';
import { LEASE_MS, withPastHour } from './writer.ts';

/**
 * What became of a message that came. `repeat`: it is here already, with the same content. `other-content`: its id is
 * that of another message; it is kept aside and never sent. `in`: it waits in the room; with `held` it is under way
 * already, and the turn is ours.
 */
export type TakenIn =
  | { kind: 'in'; held?: Held }
  | { kind: 'repeat'; found: MessageRecord }
  | { kind: 'other-content'; keptAs: string };

/** A lone message in a quiet mailbox: taken in and into flight in one transaction. Undefined where it is not quiet. */
export async function takeInAndOut(
  parts: RoomParts,
  partition: Partition,
  address: string,
  taken: Taken,
): Promise<Result<TakenIn | undefined, Fault>> {
  const read = await readMailbox(partition, address);
  if (!read.ok) return read;
  const { state, etag } = read.value;
  const now = parts.now();
  if (taken.record.due > now || !(await isQuiet(parts, state, now))) return ok(undefined);
  const listed = etag === undefined ? await parts.list(address) : ok(undefined);
  if (!listed.ok) return listed;

  const owner = parts.newId();
  const underWay: MailboxState = {
    ...state,
    ...admit(state, parts.limits, taken.record.recipients, now),
    owner,
    leaseUntil: now + LEASE_MS,
    nonce: parts.newId(),
    inFlight: [taken.record.id],
  };
  const record: MessageRecord = { ...taken.record, state: 'sending' };
  const message: Change = {
    kind: 'create',
    rowKey: messageKey(record.id),
    values: toValues(record, taken.content),
  };
  const step = withPastHour(underWay, [message], now);
  const written = await partition.commit([mailboxChange(step.state, etag), ...step.changes]);
  if (written.ok) {
    passed('taken-in-and-out');
    return ok({ kind: 'in', held: { state: step.state, etag: written.value[0] as string } });
  }
  if (written.error.kind === 'conflict' && written.error.index > 0) {
    return otherAside(parts, partition, taken, await findKnown(partition, taken.record));
  }
  // Somebody came between, or the answer was lost and this is our own.
  const again = await readMailbox(partition, address);
  if (!again.ok) return again;
  return ok(
    again.value.state.owner === owner && again.value.etag !== undefined
      ? { kind: 'in', held: { state: again.value.state, etag: again.value.etag } }
      : undefined,
  );
}

/** Nobody sends, nothing is under way or waits that we know of, and nothing keeps a message from going at once. */
async function isQuiet(parts: RoomParts, state: MailboxState, now: number): Promise<boolean> {
  if (isOwned(state, now) || state.inFlight.length > 0 || state.nextTurn > now) return false;
  if (state.hold || state.pause || state.senderHolds) return false;
  const appHold = await parts.appHold.current();
  return !appHold && gate(state, parts.limits, appHold, now).at <= now;
}

/** Takes a message into the room: the message and its place in one transaction. */
export async function takeIn(
  parts: Pick<RoomParts, 'now'>,
  partition: Partition,
  taken: Taken,
): Promise<Result<TakenIn, Fault>> {
  return otherAside(parts, partition, taken, await takeInUnlessKnown(partition, taken));
}

/** The same for whoever can be told that the id is another message's: nothing is kept then. */
export async function takeInUnlessKnown(
  partition: Partition,
  { record, content }: Taken,
): Promise<Result<{ kind: 'in' } | Known, Fault>> {
  const written = await partition.commit([
    { kind: 'create', rowKey: messageKey(record.id), values: toValues(record, content) },
    standing(record),
  ]);
  if (written.ok) {
    passed('taken-in');
    return ok({ kind: 'in' });
  }
  return written.error.kind === 'unavailable' ? failed(written.error.fault) : findKnown(partition, record);
}

type Known = { kind: 'repeat'; found: MessageRecord } | { kind: 'other-content' };

/** The id is known: by a repeat of the same message, or by another one. */
async function findKnown(partition: Partition, record: MessageRecord): Promise<Result<Known, Fault>> {
  const row = await partition.read(messageKey(record.id));
  if (!row.ok) return row;
  if (row.value && row.value.values.hash !== record.hash) return ok({ kind: 'other-content' });
  return ok({ kind: 'repeat', found: row.value ? fromValues(row.value.values) : record });
}

/** A message whose id is another's is kept aside, and never sent. */
async function otherAside(
  { now }: Pick<RoomParts, 'now'>,
  partition: Partition,
  { record, content }: Taken,
  entered: Result<{ kind: 'in' } | Known, Fault>,
): Promise<Result<TakenIn, Fault>> {
  if (!entered.ok) return entered;
  if (entered.value.kind !== 'other-content') return ok(entered.value);
  const keptAs = asideId(record.id, record.hash);
  const kept: MessageRecord = { ...record, id: keptAs, failure: 'id-reused' };
  const buried = await keepBuried(partition, kept, content, now());
  return buried.ok ? ok({ kind: 'other-content', keptAs }) : buried;
}

/** Keeps a message that is never sent, with its content. Keeping the same one again changes nothing. */
export async function keepBuried(
  partition: Partition,
  record: MessageRecord,
  content: Uint8Array,
  now: number,
): Promise<Result<void, Fault>> {
  const buried: MessageRecord = { ...record, state: 'buried', finishedAt: now };
  const written = await partition.commit([
    { kind: 'create', rowKey: messageKey(record.id), values: toValues(buried, content) },
    standing(buried),
  ]);
  return written.ok || written.error.kind === 'conflict' ? ok(undefined) : failed(written.error.fault);
}
