import { setTimeout as sleep } from 'node:timers/promises';
import type { ContainerClient } from '@azure/storage-blob';
import { holdHostLock } from './host-lock.ts';
import type { Listener } from './queue-listener.ts';
import type { Schedule } from './schedule.ts';
import { readTimerStatus, startingStatus, statusJson, writeTimerStatus } from './timer-status.ts';

interface Parts {
  /** Host id and function, for the blobs: `<host id>/Host.Functions.<name>`. */
  path: string;
  /** `azure-webjobs-hosts` of the host storage. */
  container: ContainerClient;
  schedule: Schedule;
  runOnStartup: boolean;
  /** Whether missed runs are made up for at the next start; never below a minute between runs. */
  useMonitor: boolean;
  lockRecoverySeconds: number;
  /** Calls the function with the timer object's JSON. Its failures change nothing here. */
  run(json: string): Promise<unknown>;
  crash(error: unknown): void;
}

// setTimeout cannot wait longer than 24.8 days.
const longestSleep = 24 * 3600 * 1000;

/** Runs one timer function by its schedule, in one process at a time. Runs never overlap. */
export function startTimerListener(parts: Parts): Listener {
  const { path, container, schedule, runOnStartup, lockRecoverySeconds, run, crash } = parts;
  const stopping = new AbortController();
  const { signal } = stopping;

  const until = async (moment: Date) => {
    const left = () => moment.getTime() - Date.now();
    while (left() > 0 && !signal.aborted) {
      await sleep(Math.min(left(), longestSleep), undefined, { signal }).catch(() => undefined);
    }
  };

  const keepTime = async () => {
    const now = new Date();
    const first = schedule.next(now);
    const monitor = parts.useMonitor && schedule.next(first).getTime() - first.getTime() >= 60_000;
    const saved = monitor ? await readTimerStatus(container, path) : undefined;
    let status = startingStatus(saved, schedule, now);
    if (monitor && status !== saved) await writeTimerStatus(container, path, status);

    const call = async (called: Date, isPastDue: boolean) => {
      const info = {
        Schedule: { AdjustForDST: schedule.adjustForDST },
        ScheduleStatus: monitor ? statusJson(status) : null,
        IsPastDue: isPastDue,
      };
      await run(JSON.stringify(info));
      status = { last: called, next: schedule.next(called), lastUpdated: called };
      if (monitor) await writeTimerStatus(container, path, status);
    };

    const pastDue = status.next < now;
    if (pastDue || runOnStartup) await call(now, pastDue);
    while (!signal.aborted) {
      await until(status.next);
      if (!signal.aborted) await call(new Date(), false);
    }
  };

  const keepTimeAlone = async () => {
    const release = await holdHostLock(container, `locks/${path}.Listener`, {
      recoverySeconds: lockRecoverySeconds,
      signal,
      crash,
    });
    if (!release) return;
    await keepTime();
    await release();
  };

  const running = keepTimeAlone().catch(crash);
  return {
    stop() {
      stopping.abort();
      return running;
    },
  };
}
