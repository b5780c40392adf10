import type { OpenPartition, Partition } from '../azure/partition.ts';
import type { Fault } from '../failures/fault.ts';
import { ok, type Result } from '../failures/result.ts';
import { mailboxKey } from '../mail/mailbox-key.ts';
import { passed } from './crash-points.ts';
import { gate } from './gate.ts';
import { isOwned } from './mailbox-state.ts';
import type { RoomParts } from './parts.ts';
import { readRoom } from './places.ts';
import { readMailbox } from './turn.ts';

/** A ring that is so late was lost. */
const RING_LOST_AFTER_MS = 60_000;

/**
 * Whether a mailbox needs a turn that nobody will take by himself: messages of a dead owner are under way, or something
 * waits without a ring.
 */
export async function needsTurn(
  parts: RoomParts,
  partition: Partition,
  address: string,
): Promise<Result<boolean, Fault>> {
  const read = await readMailbox(partition, address);
  if (!read.ok) return read;
  const { state } = read.value;
  const now = parts.now();
  if (isOwned(state, now)) return ok(false);
  if (state.inFlight.length > 0) return ok(true);
  if (state.nextTurn > now - RING_LOST_AFTER_MS) return ok(false);
  const room = await readRoom(partition, state, now);
  if (!room.ok) return room;
  const waits = room.value.ready.length > 0 || Number.isFinite(room.value.next);
  // What a person paused waits for that person.
  return ok(waits && Number.isFinite(gate(state, parts.limits, await parts.appHold.current(), now).at));
}

/** Rings for each mailbox that needs a turn; gives the keys of those that it rang for. */
export async function sweep(
  parts: RoomParts,
  open: OpenPartition,
  addresses: readonly string[],
): Promise<Result<readonly string[], Fault>> {
  const rung: string[] = [];
  for (const address of addresses) {
    const partition = open(mailboxKey(address));
    const needs = await needsTurn(parts, partition, address);
    if (!needs.ok) return needs;
    if (!needs.value) continue;
    passed('sweep-found');
    const ringing = await parts.ring(partition.key, parts.now());
    if (!ringing.ok) return ringing;
    rung.push(partition.key);
  }
  return ok(rung);
}
