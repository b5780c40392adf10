import type { Partition } from '../azure/partition.ts';
import type { Fault } from '../failures/fault.ts';
import { ok, type Result } from '../failures/result.ts';
import { allPlaces, readPlace } from './keys.ts';

/** How many messages wait; with `isMore` at least so many. */
export interface Waiting {
  count: number;
  isMore: boolean;
}

/** What waits in a room, as far as one page shows it. */
export interface Counted extends Waiting {
  /** How many are of each sender, by its address in small letters. */
  bySender: ReadonlyMap<string, number>;
  /** Since when the oldest is to be sent, in milliseconds since 1970, maybe in the future; infinity where none waits. */
  since: number;
}

/** One page: more are not counted. */
const MOST_COUNTED = 1_000;

/** Counts the messages of a room. One request. */
export async function countWaiting(partition: Partition): Promise<Result<Counted, Fault>> {
  const places = await partition.list({ ...allPlaces, limit: MOST_COUNTED });
  if (!places.ok) return places;
  const bySender = new Map<string, number>();
  let since = Number.POSITIVE_INFINITY;
  for (const { rowKey, values } of places.value) {
    const sender = String(values.from ?? '').toLowerCase();
    bySender.set(sender, (bySender.get(sender) ?? 0) + 1);
    // The place of a message that is tried again and again moves. Rows of earlier versions do not say since when.
    since = Math.min(since, Number(values.since ?? readPlace(rowKey).due));
  }
  const count = places.value.length;
  return ok({ count, isMore: count === MOST_COUNTED, bySender, since });
}
