import { setTimeout as sleep } from 'node:timers/promises';
import { enqueue } from './load.ts';
import type { Rig } from './rig.ts';

/** Messages that come one after the other. */
export interface SteadyLoad {
  /** Resolves with how many were queued in all. */
  end(): Promise<number>;
}

/** Queues one message for each mailbox every so many milliseconds. */
export function startLoad(rig: Rig, everyMs: number): SteadyLoad {
  const ending = new AbortController();
  const { signal } = ending;
  async function produce(): Promise<number> {
    let queued = 0;
    while (!signal.aborted) {
      queued += await enqueue(rig, 1);
      await sleep(everyMs, undefined, { signal }).catch(() => {});
    }
    return queued;
  }
  const producing = produce();
  return {
    async end() {
      ending.abort();
      return producing;
    },
  };
}
