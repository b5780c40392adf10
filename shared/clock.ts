import { setTimeout } from 'node:timers/promises';

/** Time, as the room's work needs it: a benchmark puts a faster one in its place. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves after so many milliseconds, or at once when the signal aborts. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
  /** How many seconds a queue has to hide a message that is to be seen after so many milliseconds. */
  hiddenSeconds(milliseconds: number): number;
  /** This clock's time when the storage service's is `date`, both in milliseconds since 1970. */
  atStorage(date: number): number;
}

/** A longer timer would fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  async sleep(milliseconds, signal) {
    await setTimeout(Math.min(milliseconds, LONGEST_TIMER_MS), undefined, {
      ...(signal && { signal }),
    }).catch(() => {});
  },
  hiddenSeconds: (milliseconds) => Math.max(0, Math.ceil(milliseconds / 1000)),
  atStorage: (date) => date,
};
