import type { Partition } from '../azure/partition.ts';
import type { Fault } from '../failures/fault.ts';
import { ok, type Result } from '../failures/result.ts';
import { allPlaces } from '../mailbox/keys.ts';

/** How many messages wait; with `isMore` at least so many. */
export interface Waiting {
  count: number;
  isMore: boolean;
}

/** One page: more are not counted. */
const MOST_COUNTED = 1_000;

/** Counts the messages of a room, and those of each sender by its address in small letters. One request. */
export async function countWaiting(
  partition: Partition,
): Promise<Result<Waiting & { bySender: ReadonlyMap<string, number> }, Fault>> {
  const places = await partition.list({ ...allPlaces, limit: MOST_COUNTED });
  if (!places.ok) return places;
  const bySender = new Map<string, number>();
  for (const { values } of places.value) {
    const sender = String(values.from ?? '').toLowerCase();
    bySender.set(sender, (bySender.get(sender) ?? 0) + 1);
  }
  const count = places.value.length;
  return ok({ count, isMore: count === MOST_COUNTED, bySender });
}
