import type { Instances } from './plan.ts';
import type { StorageQueue } from './queue.ts';

type Length = Pick<StorageQueue<unknown>, 'length' | 'hasVisible'>;

/** More are not started, nor by our assumption stopped, by one decision. */
export const MOST_AT_ONCE = 4;

/**
 * How many instances Azure's target-based scaling wants for these queues (`queue-and-host`, 6.4): what lies in the
 * queue, hidden or not, by what one instance works on at once; none where nothing can be seen. Of several queues of one
 * process the longest counts.
 */
export function wantedInstances(
  queues: readonly Length[],
  { least, most, parallel }: Pick<Instances, 'least' | 'most' | 'parallel'>,
): number {
  const wanted = queues.map(({ length, hasVisible }) => (hasVisible ? Math.ceil(length / parallel) : 0));
  return Math.min(most, Math.max(least, ...wanted));
}

/** How many to start now; those that are always there all at once. */
export const toStart = (running: number, wanted: number, least: number): number =>
  Math.max(0, least - running, Math.min(MOST_AT_ONCE, wanted - running));
