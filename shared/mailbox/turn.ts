import { type Change, createOrReplace, type Partition } from '../azure/partition.ts';
import type { Fault } from '../failures/fault.ts';
import { failed, ok, type Result } from '../failures/result.ts';
import type { Policy } from '../mail/decide.ts';
import { passed } from './crash-points.ts';
import { gate } from './gate.ts';
import { MAILBOX_ROW, messageKey } from './keys.ts';
import { isOwned, type MailboxState, newMailbox, stateFromValues, stateToValues } from './mailbox-state.ts';
import { fromValues, type MessageRecord, toValues } from './message-record.ts';
import type { RoomParts } from './parts.ts';
import { standing } from './standing-row.ts';
import { LEASE_MS, withPastHour } from './writer.ts';

/** The mailbox's row as its new owner wrote it. */
export interface Held {
  state: MailboxState;
  etag: string;
}

/** `covered`: somebody sends for the mailbox, or a ring comes before anything may go. */
export type Knocked = { kind: 'own'; held: Held } | { kind: 'covered' };

const MOST_TRIES = 6;
/** A message that was under way in so many deaths is taken for their cause. */
const MOST_DEATHS = 5;

/** The mailbox's row, or that of a mailbox that never sent; without an ETag it is not written yet. */
export async function readMailbox(
  partition: Partition,
  address: string,
): Promise<Result<{ state: MailboxState; etag?: string }, Fault>> {
  const row = await partition.read(MAILBOX_ROW);
  if (!row.ok) return row;
  return ok(
    row.value
      ? { state: stateFromValues(row.value.values), etag: row.value.etag }
      : { state: newMailbox(address) },
  );
}

/** The first operation of a transaction that concerns sending. */
export const mailboxChange = (state: MailboxState, etag: string | undefined): Change =>
  createOrReplace(MAILBOX_ROW, stateToValues(state), etag);

/**
 * Takes the mailbox's turn, unless somebody has it or a ring covers it. What a dead owner left under way is settled in
 * the same transaction. `turnAt` is the time of the ring that brought us: it is no other ring on its way.
 */
export async function knock(
  parts: RoomParts,
  partition: Partition,
  address: string,
  turnAt?: number,
): Promise<Result<Knocked, Fault>> {
  const owner = parts.newId();
  for (let tries = 1; ; tries += 1) {
    const read = await readMailbox(partition, address);
    if (!read.ok) return read;
    const { state, etag } = read.value;
    const now = parts.now();
    // Our own transaction whose answer was lost.
    if (state.owner === owner && etag !== undefined) return ok({ kind: 'own', held: { state, etag } });
    if (isOwned(state, now)) return ok({ kind: 'covered' });
    const appHold = await parts.appHold.current();
    const { at } = gate(state, parts.limits, appHold, now);
    const isRung = now < state.nextTurn && state.nextTurn !== turnAt;
    if (state.inFlight.length === 0 && isRung && state.nextTurn <= at) return ok({ kind: 'covered' });

    const listed = etag === undefined ? await parts.list(address) : ok(undefined);
    if (!listed.ok) return listed;
    const dead = await settleDead(partition, state, parts.policy, now);
    if (!dead.ok) return dead;
    const taken: MailboxState = {
      ...state,
      inFlight: [],
      owner,
      leaseUntil: now + LEASE_MS,
      nonce: parts.newId(),
      // The ring that brought us is on its way no more.
      nextTurn: state.nextTurn === turnAt ? 0 : state.nextTurn,
    };
    const step = withPastHour(taken, dead.value, now);
    const written = await partition.commit([mailboxChange(step.state, etag), ...step.changes]);
    if (written.ok) {
      passed('turn-taken');
      return ok({ kind: 'own', held: { state: step.state, etag: written.value[0] as string } });
    }
    if (tries >= MOST_TRIES) {
      return written.error.kind === 'unavailable' ? failed(written.error.fault) : ok({ kind: 'covered' });
    }
  }
}

/** What follows for the messages that an owner left under way when it died: perhaps they were sent. */
async function settleDead(
  partition: Partition,
  state: MailboxState,
  policy: Policy,
  now: number,
): Promise<Result<Change[], Fault>> {
  const changes: Change[] = [];
  for (const id of state.inFlight) {
    const row = await partition.read(messageKey(id));
    if (!row.ok) return row;
    if (row.value?.values.state !== 'sending') continue;
    changes.push(...afterDeath(fromValues(row.value.values), policy, now));
  }
  return ok(changes);
}

function afterDeath(record: MessageRecord, policy: Policy, now: number): Change[] {
  const { deaths = 0 } = record;
  const known: MessageRecord = {
    ...record,
    deaths: deaths + 1,
    mayDuplicate: true,
    history: [...record.history, { at: now, what: 'its process ended while it was under way' }],
  };
  const isKept = (record.ifUncertain ?? policy.ifUncertain) === 'hold' || deaths + 1 >= MOST_DEATHS;
  const settled: MessageRecord = isKept
    ? { ...known, state: 'uncertain', failure: 'process-died', finishedAt: now }
    : { ...known, state: 'waiting', due: now };
  return [{ kind: 'merge', rowKey: messageKey(record.id), values: toValues(settled) }, standing(settled)];
}
