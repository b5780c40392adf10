import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type RunningHost, startHost } from '../../local/host/start-host.ts';
import { type Stack, startStack } from '../../local/stack.ts';
import { buildPackage } from '../../scripts/build.ts';
import { plainMessage } from './plain-message.ts';

const PATIENCE_MS = 120_000;

/** The cloud on the desk with a freshly built app. */
export interface Desk {
  stack: Stack;
  /** `settings` in place of the stack's. */
  startApp(settings?: Record<string, string>): Promise<RunningHost>;
  /** Puts plain messages of about 1 kB into the queue, with ids of their own. */
  enqueue(count: number): Promise<void>;
  /** Resolves when the Exchange stand-in has accepted that many in all. @throws with the host's output if it does not. */
  accepted(total: number, host: RunningHost): Promise<void>;
}

/** Builds into a folder of its own, so that dist/ and its users are left alone, and cleans up after `use`. */
export async function withDesk<Value>(use: (desk: Desk) => Promise<Value>): Promise<Value> {
  await using folder = await mkdtempDisposable(path.join(tmpdir(), 'bench-'));
  const app = path.join(folder.path, 'app');
  await buildPackage(app);
  const stack = await startStack();
  try {
    // The compile cache begins empty, so that the first start is one without it.
    const env = { ...stack.env, MAIL_PACE: 'off', NODE_COMPILE_CACHE: path.join(folder.path, 'cache') };
    return await use({
      stack,
      startApp: (settings) => startHost({ app, env: { ...env, ...settings } }),
      enqueue: (count) => enqueue(stack, count),
      accepted: (total, host) => accepted(stack, total, host),
    });
  } finally {
    await stack.stop();
  }
}

async function enqueue({ queue }: Stack, count: number): Promise<void> {
  const run = Date.now();
  // One iterator for all: each producer takes the next id.
  const ids = Array.from({ length: count }, (_, index) => `bench-${run}-${index}`).values();
  const produce = async () => {
    for (const id of ids) await queue.sendMessage(JSON.stringify(plainMessage(id)));
  };
  await Promise.all(Array.from({ length: 16 }, produce));
}

async function accepted({ exchange }: Stack, total: number, host: RunningHost): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  while (exchange.messages.length < total) {
    if (Date.now() > until) {
      throw new Error(`${exchange.messages.length} of ${total} accepted. The host said:\n${host.output()}`);
    }
    await sleep(5);
  }
}
