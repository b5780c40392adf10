import { setTimeout } from 'node:timers/promises';

/** Milliseconds, or the least and the most of them. */
export type Delay = number | readonly [least: number, most: number];

/** Waits without keeping the process alive; `random` gives numbers from 0 to below 1. */
export async function pause(delay: Delay | undefined, random: () => number): Promise<void> {
  if (delay === undefined) return;
  const [least, most] = typeof delay === 'number' ? [delay, delay] : delay;
  const milliseconds = least + random() * (most - least);
  if (milliseconds > 0) await setTimeout(milliseconds, undefined, { ref: false });
}

/** Numbers from 0 to below 1 that are the same for the same seed: Mulberry32, public domain. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
