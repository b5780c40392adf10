import type { Partition } from '../azure/partition.ts';
import { passed } from './crash-points.ts';
import { gate } from './gate.ts';
import type { RoomParts } from './parts.ts';
import { readRoom } from './places.ts';
import { releaseStep } from './steps.ts';
import type { Writer } from './writer.ts';

/** So long a turn waits for the next message in the process instead of ringing. */
export const WAIT_IN_PROCESS_MS = 5_000;
/** A ring comes up to a second and a poll late: so much before its time it is meant to come. */
const RING_EARLY_MS = WAIT_IN_PROCESS_MS - 1_000;
/** A ring that came sooner could find the turn not given back yet, and would be lost. */
const RING_AFTER_MS = 3_000;
/** The clocks of two processes that follow the storage service's are no further apart. */
const CLOCKS_MS = 1_000;
/** A queue hides a message for seven days at most; whoever is rung too early rings again. */
const LONGEST_RING_MS = 6 * 24 * 3_600_000;
const PAUSE_MS = 2_000;

/**
 * Rings for `wakeAt` and gives the turn back, in this order: a process that dies in between leaves a ring too many,
 * never one too few. An infinite `wakeAt`: nothing waits, or nothing goes before a person says so.
 */
export async function release(
  parts: RoomParts,
  partition: Partition,
  writer: Writer,
  wakeAt: number,
): Promise<void> {
  await writer.write(releaseStep(await ringFor(parts, partition, writer, wakeAt)));
}

/** When the ring comes that covers `wakeAt`; 0 where there is none. */
async function ringFor(
  parts: RoomParts,
  partition: Partition,
  writer: Writer,
  wakeAt: number,
): Promise<number> {
  const { nextTurn } = writer.state;
  const now = parts.now();
  if (nextTurn > now + CLOCKS_MS && nextTurn <= wakeAt) return nextTurn;
  if (!Number.isFinite(wakeAt)) return 0;
  const at = Math.min(Math.max(now + RING_AFTER_MS, wakeAt - RING_EARLY_MS), now + LONGEST_RING_MS);
  // The queue may be away for a while; without a ring the sweep finds what waits.
  while (!writer.isOver) {
    if ((await parts.ring(partition.key, at)).ok) {
      passed('rung');
      return at;
    }
    if (parts.now() + PAUSE_MS >= writer.state.leaseUntil) return 0;
    await parts.sleep(PAUSE_MS);
  }
  return 0;
}

/**
 * Whether something waits that no ring covers, once the turn is given back: it came while nobody looked. Where storage
 * does not answer it is left to the sweep.
 */
export async function isUncovered(parts: RoomParts, partition: Partition, writer: Writer): Promise<boolean> {
  const now = parts.now();
  const room = await readRoom(partition, writer.state, now);
  if (!room.ok) return false;
  const first = room.value.ready.length > 0 ? now : room.value.next;
  const goes = Math.max(first, gate(writer.state, parts.limits, await parts.appHold.current(), now).at);
  const { nextTurn } = writer.state;
  // A ring that should have come by now may have come while the turn was not given back yet.
  const isOnItsWay = nextTurn > now + CLOCKS_MS;
  return Number.isFinite(goes) && !(isOnItsWay && nextTurn <= Math.max(goes, now + WAIT_IN_PROCESS_MS));
}
