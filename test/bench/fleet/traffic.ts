import type { Random } from '../../support/model/random.ts';

/**
 * What a mailbox has to send. `steady`: so many a day one by one, most of them in working hours. `bursts`: so often a
 * day so many at once. `over`: more than is permitted, so that something always waits. `lump`: all at the start.
 */
export type Producer =
  | { kind: 'steady'; perDay: number }
  | { kind: 'bursts'; perDay: number; size: number }
  | { kind: 'over'; most: number }
  | { kind: 'lump'; messages: number; withinMs: number };

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Within a burst, a producer's loop. */
const APART_MS = 20;
/** More than thirty wait from the start on, and more come than leave. */
const BACKLOG = 45;
const OVER_APART_MS = 1_900;
/** Not all mailboxes begin in the same second. */
const START_WITHIN_MS = 60_000;

/** Of a day's messages, what falls into each hour of it; the busiest hour has three times the mean. */
const shape = [
  0.1, 0.1, 0.1, 0.1, 0.1, 0.2, 0.5, 1.4, 2.6, 3, 2.6, 2.2, 1.6, 2, 2.2, 1.8, 1.2, 0.7, 0.5, 0.4, 0.2, 0.2,
  0.1, 0.1,
] as const;
const busiest = Math.max(...shape);

/** When the messages of a mailbox come, between two times, in their order; milliseconds since 1970. */
export function* arrivals(producer: Producer, random: Random, start: number, end: number): Generator<number> {
  switch (producer.kind) {
    case 'lump':
      for (let count = 0; count < producer.messages; count += 1) {
        yield start + Math.round((count * producer.withinMs) / producer.messages);
      }
      return;
    case 'over': {
      const begins = start + random.between(0, START_WITHIN_MS);
      for (let count = 0; count < producer.most; count += 1) {
        const at = begins + Math.max(0, count - BACKLOG) * OVER_APART_MS;
        if (at >= end) return;
        yield at;
      }
      return;
    }
    case 'steady':
      yield* shaped(producer.perDay, random, start, end);
      return;
    case 'bursts':
      for (const at of shaped(producer.perDay, random, start, end)) {
        for (let count = 0; count < producer.size; count += 1) yield at + count * APART_MS;
      }
  }
}

/** Times at random, as many as the hour has: drawn for the busiest hour, and some left out. */
function* shaped(perDay: number, random: Random, start: number, end: number): Generator<number> {
  const meanMs = DAY_MS / (perDay * busiest);
  for (let at = start; ; ) {
    at += Math.max(1, Math.round(-Math.log(random.between(1, 1_000_000) / 1_000_000) * meanMs));
    if (at >= end) return;
    const hour = new Date(at).getUTCHours();
    if (random.chance((shape[hour] as number) / busiest)) yield at;
  }
}

/** Whether something always waits, as long as any is left. */
export const alwaysWaits = ({ kind }: Producer): boolean => kind === 'over' || kind === 'lump';
