import type { Change, Partition } from '../azure/partition.ts';
import type { Fault } from '../failures/fault.ts';
import { failed, ok, type Result } from '../failures/result.ts';
import { finishedOf, hourKey, messageKey, readFinished } from '../mailbox/keys.ts';
import { hourOf } from '../mailbox/mailbox-state.ts';

/** What nobody asks for any more after a while. Uncertain ones wait for an administrator, however long. */
const passing = ['accepted', 'buried', 'cancelled'] as const;
/** Two rows each; a transaction takes a hundred. */
const TOGETHER = 50;

/**
 * Removes the messages that ended before `before` (milliseconds since 1970), at most `most` of them, and the counters
 * of the hours before it. Gives the number of removed messages; about 0.02 requests each.
 */
export async function cleanUp(
  partition: Partition,
  before: number,
  most: number,
): Promise<Result<number, Fault>> {
  let removed = 0;
  for (const state of passing) {
    const old = await partition.list({ ...finishedOf(state, before), limit: most - removed });
    if (!old.ok) return old;
    const keys = old.value.map(({ rowKey }) => rowKey);
    for (let start = 0; start < keys.length; start += TOGETHER) {
      const done = await remove(partition, keys.slice(start, start + TOGETHER));
      if (!done.ok) return done;
      removed += done.value;
    }
    if (removed >= most) break;
  }
  const hours = await removeHours(partition, before);
  return hours.ok ? ok(removed) : hours;
}

/** Together, or one by one where somebody acts on one of them: the index row decides between him and us. */
async function remove(partition: Partition, indexKeys: readonly string[]): Promise<Result<number, Fault>> {
  const written = await partition.commit(indexKeys.flatMap(removal));
  if (written.ok) return ok(indexKeys.length);
  if (written.error.kind === 'unavailable') return failed(written.error.fault);
  if (indexKeys.length === 1) return ok(0);
  let removed = 0;
  for (const key of indexKeys) {
    const one = await remove(partition, [key]);
    if (!one.ok) return one;
    removed += one.value;
  }
  return ok(removed);
}

const removal = (indexKey: string): Change[] => [
  { kind: 'delete', rowKey: indexKey },
  { kind: 'delete', rowKey: messageKey(readFinished(indexKey).id) },
];

async function removeHours(partition: Partition, before: number): Promise<Result<void, Fault>> {
  const old = await partition.list({ from: hourKey(''), to: hourKey(hourOf(before)), limit: 2 * TOGETHER });
  if (!old.ok) return old;
  const written = await partition.commit(old.value.map(({ rowKey }) => ({ kind: 'delete', rowKey })));
  // Another process was quicker: the rest is for the next time.
  return written.ok || written.error.kind === 'conflict' ? ok(undefined) : failed(written.error.fault);
}
