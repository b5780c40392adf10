import { countQueued } from './azure/count-queued.ts';
import { openQueue, type PutIntoQueue } from './azure/message-queue.ts';
import type { Storage } from './azure/storage.ts';
import type { Clock } from './clock.ts';
import { createResults } from './results/tell-results.ts';

export type Keeper = ReturnType<typeof createKeeper>;

/** What works with the storage settings alone: keeping messages, putting them back, telling what became of them. */
export function createKeeper(
  { queues, openPartition, openBlobs }: Storage,
  { queue, resultsQueue }: { queue: string; resultsQueue: string | undefined },
  clock: Clock,
) {
  const later =
    (put: PutIntoQueue): PutIntoQueue =>
    (body, seconds) =>
      put(body, clock.hiddenSeconds(seconds * 1000));
  const put = resultsQueue === undefined ? undefined : openQueue(queues, resultsQueue);
  const results = put && createResults(openPartition, { put, now: clock.now });
  return {
    openPartition: results?.open ?? openPartition,
    results,
    openBlobs,
    queue,
    intoQueue: later(openQueue(queues, queue)),
    intoTurns: openQueue(queues, `${queue}-turns`),
    countQueued: (name: string) => countQueued(queues, name),
    intoPoison: later(openQueue(queues, `${queue}-poison`)),
  };
}
