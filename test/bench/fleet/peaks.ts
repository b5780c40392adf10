import type { Asked } from './service-limits.ts';

/** The most that was asked for within any second, so far. */
export interface Peaks {
  /** Requests to tables and queues together. */
  account: number;
  /** Rows of one partition of the table. */
  partition: number;
  /** Requests to one queue. */
  queue: number;
}

/** Counts what falls into one second. Time never goes back. */
export function createPeaks() {
  const most: Peaks = { account: 0, partition: 0, queue: 0 };
  let second = 0;
  let requests = 0;
  let weights = new Map<string, number>();
  return {
    most,
    note(now: number, { kind, name, weight }: Asked): void {
      const current = Math.floor(now / 1000);
      if (current !== second) {
        second = current;
        requests = 0;
        weights = new Map();
      }
      requests += 1;
      const sum = (weights.get(name) ?? 0) + weight;
      weights.set(name, sum);
      most.account = Math.max(most.account, requests);
      most[kind] = Math.max(most[kind], sum);
    },
  };
}
