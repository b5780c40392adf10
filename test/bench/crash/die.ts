import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningHost } from '../../../local/host/start-host.ts';
import type { CrashPoint } from '../../../shared/mailbox/crash-points.ts';
import type { Services } from '../outage/services.ts';
import type { Rig } from '../rig/rig.ts';
import { bringAbout, settingsFor } from './bring-about.ts';

/** Sixty: a lease is one second, ten minutes of invisibility are ten. */
export const CRASH_FACTOR = 60;

/** Settings of every process whose time runs that fast. */
export const crashEnv = {
  BENCH_SWEEP_MS: String(300_000 / CRASH_FACTOR),
  // The least that a queue can: thirty seconds would be half a one.
  AzureFunctionsJobHost__extensions__queues__visibilityTimeout: '00:00:01',
};

const REACHED_WITHIN_MS = 10_000;

/** Starts a process and kills it so many milliseconds after it was ready, in the middle of what is done with it. */
export async function dieAfter(
  rig: Rig,
  { env }: Services,
  milliseconds: number,
  meanwhile: (host: RunningHost) => Promise<void>,
): Promise<void> {
  const host = await rig.startProcess(0, env);
  const doing = meanwhile(host);
  await sleep(milliseconds);
  host.kill();
  await host.exited;
  await doing;
}

/** Starts a process that ends at the point, and brings it there. Where it does not come there, it is killed. */
export async function dieAt(
  rig: Rig,
  services: Services,
  point: CrashPoint,
  mailbox: string,
): Promise<{ queued: number; isReached: boolean }> {
  const env = { ...services.env, ...settingsFor(point), BENCH_CRASH: point };
  const host = await rig.startProcess(0, env).catch(() => undefined);
  // With mail in the queue it may pass the point before it says that it is ready.
  if (!host) return { queued: 0, isReached: true };
  const { queued, undo } = await bringAbout(rig, services, point, mailbox, host);
  const isReached = await Promise.race([host.exited.then(() => true), sleep(REACHED_WITHIN_MS, false)]);
  undo();
  host.kill();
  await host.exited;
  return { queued, isReached };
}
