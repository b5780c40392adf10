import type { Random } from './random.ts';
import type { VirtualTime } from './virtual-time.ts';

/** One instance of the function app: it runs, stands still for a while, or is gone. */
export interface Process {
  readonly name: string;
  readonly isDead: boolean;
  /** When it stands still: until when, in the world's time. */
  readonly stalledUntil: number;
  /** How often it stood still so far. */
  readonly stalls: number;
  /** Its own clock. */
  now(): number;
  /** Calls `run` after so many milliseconds, or late where it stands still then, or never where it is gone. */
  later(milliseconds: number, run: () => void): void;
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
  newId(): string;
  stall(milliseconds: number): void;
  /** As kill -9 does: nothing of it runs again. */
  kill(): void;
}

/** Starts a process whose clock is up to `skewMs` before or behind the world's. */
export function startProcess(name: string, time: VirtualTime, random: Random, skewMs: number): Process {
  const offset = random.between(-skewMs, skewMs);
  let isDead = false;
  let stalledUntil = 0;
  let stalls = 0;
  let ids = 0;

  function later(milliseconds: number, run: () => void): void {
    time.at(time.now + milliseconds, function fire() {
      if (isDead) return;
      if (time.now < stalledUntil) time.at(stalledUntil, fire);
      else run();
    });
  }

  return {
    name,
    get isDead() {
      return isDead;
    },
    get stalledUntil() {
      return stalledUntil;
    },
    get stalls() {
      return stalls;
    },
    now: () => time.now + offset,
    later,
    sleep: (milliseconds, signal) =>
      new Promise((resolve) => {
        later(milliseconds, () => signal?.aborted || resolve());
      }),
    newId: () => `${name}-${++ids}`,
    stall(milliseconds) {
      stalledUntil = time.now + milliseconds;
      stalls += 1;
    },
    kill() {
      isDead = true;
    },
  };
}
