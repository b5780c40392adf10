import type { Random } from '../../support/model/random.ts';

/** How long a request to storage takes, in milliseconds: the least, the median, of 90 and of 99 %, the most. */
type Quantiles = readonly [least: number, median: number, most90: number, most99: number, most: number];

/** By kind of request; there and back together. */
export interface StorageLatency {
  read: Quantiles;
  list: Quantiles;
  commit: Quantiles;
  queue: Quantiles;
}

const at = [0, 0.5, 0.9, 0.99, 1];

/** Draws how long one request takes, between the quantiles in a straight line. */
export function drawLatency(quantiles: Quantiles, random: Random): number {
  const share = random.between(0, 9_999) / 10_000;
  const next = at.findIndex((one) => share < one);
  const [low, high] = [quantiles[next - 1] as number, quantiles[next] as number];
  const [from, to] = [at[next - 1] as number, at[next] as number];
  return Math.round(low + ((high - low) * (share - from)) / (to - from));
}

/** The same storage as a run sees it whose clocks go faster. */
export function fasterClock(latency: StorageLatency, factor: number): StorageLatency {
  const times = (quantiles: Quantiles) => quantiles.map((one) => one * factor) as unknown as Quantiles;
  return {
    read: times(latency.read),
    list: times(latency.list),
    commit: times(latency.commit),
    queue: times(latency.queue),
  };
}

/**
 * Azure Table and Queue Storage from the same region, as an assumption: the documentation promises no latency; 5 to
 * 20 ms and now and then ten times that is what is commonly seen.
 */
export const cloudLatency: StorageLatency = {
  read: [4, 6, 12, 40, 200],
  list: [5, 9, 16, 50, 250],
  commit: [7, 12, 20, 60, 300],
  queue: [4, 7, 13, 40, 200],
};

/**
 * Azurite 3.37 with three callers at once that pause for 20 ms after each round (into the room, read, list, a step, three
 * requests to a queue): 450 to 1,350 requests of each kind on 25 November 2026, two cores that others used too.
 */
export const azuriteLatency: StorageLatency = {
  read: [0.6, 2.2, 5.7, 20, 60],
  list: [0.7, 2.4, 6.3, 17, 60],
  commit: [0.9, 2.8, 6.7, 30, 75],
  queue: [0.5, 3.4, 10.8, 53, 150],
};
