import type { OpenPartition, Partition } from '../azure/partition.ts';
import type { Fault } from '../failures/fault.ts';
import { ok, type Result } from '../failures/result.ts';
import { mailboxKey } from '../mail/mailbox-key.ts';
import { passed } from './crash-points.ts';
import { forEachMailbox, type Visited } from './for-each-mailbox.ts';
import { gate } from './gate.ts';
import { isOwned, type MailboxState } from './mailbox-state.ts';
import type { RoomParts } from './parts.ts';
import { readRoom } from './places.ts';
import { readMailbox } from './turn.ts';
import { type Counted, countWaiting } from './waiting.ts';

/** A ring that is so late was lost. */
const RING_LOST_AFTER_MS = 60_000;

/** A mailbox as the sweep found it. */
export interface RoomSwept {
  partition: Partition;
  state: MailboxState;
  waiting: Counted;
  /** Messages of a dead owner are under way, or something waits without a ring: nobody will take the turn by himself. */
  needsTurn: boolean;
}

/** Looks into one room: two requests, and as a rule a third one where something waits without a ring. */
export async function sweepRoom(
  parts: RoomParts,
  partition: Partition,
  address: string,
): Promise<Result<RoomSwept, Fault>> {
  const [read, waiting] = await Promise.all([readMailbox(partition, address), countWaiting(partition)]);
  if (!read.ok) return read;
  if (!waiting.ok) return waiting;
  const { state } = read.value;
  const needs = await needsTurn(parts, partition, state, waiting.value);
  return needs.ok ? ok({ partition, state, waiting: waiting.value, needsTurn: needs.value }) : needs;
}

async function needsTurn(
  parts: RoomParts,
  partition: Partition,
  state: MailboxState,
  { count }: Counted,
): Promise<Result<boolean, Fault>> {
  const now = parts.now();
  if (isOwned(state, now)) return ok(false);
  if (state.inFlight.length > 0) return ok(true);
  if (count === 0 || state.nextTurn > now - RING_LOST_AFTER_MS) return ok(false);
  const room = await readRoom(partition, state, now);
  if (!room.ok) return room;
  const waits = room.value.ready.length > 0 || Number.isFinite(room.value.next);
  // What a person paused waits for that person.
  return ok(waits && Number.isFinite(gate(state, parts.limits, await parts.appHold.current(), now).at));
}

/** Rings for each mailbox that needs a turn; gives how it found them. */
export function sweep(
  parts: RoomParts,
  open: OpenPartition,
  addresses: readonly string[],
): Promise<Visited<RoomSwept>> {
  const mailboxes = addresses.map((address) => ({ address, partition: open(mailboxKey(address)) }));
  return forEachMailbox(mailboxes, async ({ address, partition }) => {
    const swept = await sweepRoom(parts, partition, address);
    if (!swept.ok || !swept.value.needsTurn) return swept;
    passed('sweep-found');
    const ringing = await parts.ring(partition.key, parts.now());
    return ringing.ok ? swept : ringing;
  });
}
