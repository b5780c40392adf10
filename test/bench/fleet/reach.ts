import type { Process } from '../../support/model/process.ts';
import { drawLatency, type StorageLatency } from './latency.ts';
import type { Asked } from './service-limits.ts';
import type { FleetWorld } from './world.ts';

/** The SDK's three repetitions of what storage was too busy for, and the pauses between them. */
const PATIENCE_MS = 3_000;

/**
 * One request of a process to storage: it takes its time, waits where storage has too much to do, and is counted.
 * Undefined where it has waited too long, and was not carried out. What a process that dies has sent arrives all the same.
 */
export function reach<Value>(
  { time, random, plan, books, serviceLimits }: FleetWorld,
  process: Process,
  kind: keyof StorageLatency,
  asked: Asked,
  carryOut: () => Value,
): Promise<Awaited<Value> | undefined> {
  const latency = drawLatency(plan.storage[kind], random);
  const there = Math.ceil(latency / 2);
  return new Promise((resolve) => {
    time.at(time.now + there, () => {
      books.peaks.note(time.now, asked);
      const servedAt = serviceLimits(time.now, asked);
      if (servedAt > time.now) books.throttled += 1;
      if (servedAt - time.now > PATIENCE_MS) {
        process.later(PATIENCE_MS, () => resolve(undefined));
        return;
      }
      time.at(servedAt, async () => {
        const value = await carryOut();
        process.later(latency - there, () => resolve(value));
      });
    });
  });
}
