import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningHost } from '../../../local/host/start-host.ts';

/** One process after the other, as the platform does when one ends. */
export interface KeptRunning {
  /** Ends the one that runs; a fresh one, without token or connection, follows. */
  replace(): Promise<void>;
  /** Ends it, and no other one follows. */
  stop(): Promise<void>;
  /** How many there have been. */
  readonly started: number;
}

const PAUSE_MS = 250;

/** Starts a process and, whenever it has ended, another one; also where a start fails because storage is away. */
export async function keepRunning(start: () => Promise<RunningHost>): Promise<KeptRunning> {
  let current = await start();
  let started = 1;
  let isStopping = false;

  async function keep(): Promise<void> {
    for (;;) {
      await current.exited;
      while (!isStopping) {
        const next = await start().catch(() => sleep(PAUSE_MS));
        if (!next) continue;
        current = next;
        started += 1;
        break;
      }
      if (isStopping) return current.stop();
    }
  }

  const keeping = keep();
  return {
    replace: () => current.stop(),
    async stop() {
      isStopping = true;
      await current.stop();
      await keeping;
    },
    get started() {
      return started;
    },
  };
}
