import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type RunningHost, startHost } from '../../../local/host/start-host.ts';

const apps = new URL('../../support/host-apps/', import.meta.url);

/** Starts a host for a fixture app; it is gone when the test ends, however it ends. */
export async function hostOf(
  t: TestContext,
  app: 'queues' | 'http' | 'timer' | 'broken',
  env: NodeJS.ProcessEnv = {},
  args: readonly string[] = [],
): Promise<RunningHost> {
  const host = await startHost({ app: fileURLToPath(new URL(app, apps)), env, args });
  t.after(async () => {
    host.kill();
    await host.exited;
  });
  return host;
}

/** What a fixture function logged as `saw {…}`, with the time of the line in milliseconds. */
export interface Seen {
  at: number;
  functionName: string;
  input?: unknown;
  running?: number;
  triggerMetadata?: Record<string, unknown>;
  timer?: { isPastDue: boolean; scheduleStatus: Record<string, string> | null; schedule: unknown };
}

export const seen = (host: RunningHost): Seen[] =>
  Array.from(host.output().matchAll(/^(\S+) .* saw (\{.*\})$/gm), ([, time, json]) => ({
    at: Date.parse(time ?? ''),
    ...JSON.parse(json ?? ''),
  }));

/** Waits until `look` gives something other than undefined and false. @throws after `seconds`. */
export async function eventually<Value>(
  what: string,
  look: () => Value | undefined | Promise<Value | undefined>,
  seconds = 15,
): Promise<Value> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(25)) {
    const value = await look();
    if (value) return value;
  }
  throw new Error(`not within ${seconds} s: ${what}`);
}
