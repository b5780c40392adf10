import type { PutIntoQueue } from '../azure/message-queue.ts';
import type { OpenPartition, Partition } from '../azure/partition.ts';
import type { Fault } from '../failures/fault.ts';
import { failed, ok, type Result } from '../failures/result.ts';
import { resultsBefore } from '../mailbox/keys.ts';
import { type Left, withResults } from './with-results.ts';

/** The results of messages, on their way into the queue. Each is told at least once. */
export interface Results {
  /** Partitions whose ended messages are told; everything that may end a message goes through them. */
  open: OpenPartition;
  /** Waits until what was left by this process is told, or was tried to be. */
  settled(): Promise<void>;
  /** Tells what was left a while ago and never told; gives how many those were. */
  tellForgotten(keys: readonly string[]): Promise<Result<number, Fault>>;
}

/** What is younger is being told just now by whoever left it. */
const FORGOTTEN_AFTER_MS = 60_000;
const MOST_AT_ONCE = 100;

/** `put` is the way into the results queue; `now` in milliseconds since 1970. */
export function createResults(
  open: OpenPartition,
  { put, now }: { put: PutIntoQueue; now: () => number },
): Results {
  const telling = new Set<Promise<unknown>>();

  async function tell(partition: Partition, left: readonly Left[]): Promise<Result<void, Fault>> {
    const all = await Promise.all(left.map(({ values }) => put(JSON.parse(String(values.result)), 0)));
    const told = left.filter((_, index) => all[index]?.ok);
    const forgotten = await forget(partition, told);
    return all.find((one) => !one.ok) ?? forgotten;
  }

  return {
    open: withResults(open, (partition, left) => {
      const one = tell(partition, left).finally(() => telling.delete(one));
      telling.add(one);
    }),
    async settled() {
      await Promise.all(telling);
    },
    async tellForgotten(keys) {
      let count = 0;
      for (const key of keys) {
        const partition = open(key);
        for (;;) {
          const range = resultsBefore(now() - FORGOTTEN_AFTER_MS);
          const left = await partition.list({ ...range, limit: MOST_AT_ONCE });
          if (!left.ok) return left;
          const told = await tell(partition, left.value);
          if (!told.ok) return told;
          count += left.value.length;
          if (left.value.length < MOST_AT_ONCE) break;
        }
      }
      return ok(count);
    },
  };
}

/** Together, or one by one where another process was quicker with one of them. */
async function forget(partition: Partition, told: readonly Left[]): Promise<Result<void, Fault>> {
  if (told.length === 0) return ok(undefined);
  const written = await partition.commit(told.map(({ rowKey }) => ({ kind: 'delete', rowKey })));
  if (written.ok) return ok(undefined);
  if (written.error.kind === 'unavailable') return failed(written.error.fault);
  for (const one of told.length > 1 ? told : []) {
    const alone = await forget(partition, [one]);
    if (!alone.ok) return alone;
  }
  return ok(undefined);
}
