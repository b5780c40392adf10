import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { ReadyMessage } from './ready-message.ts';

// Tests have it in few files, which start sooner.
const main = process.env.SENDASAPP_DEV_HOST ?? fileURLToPath(new URL('./main.ts', import.meta.url));
// Compiled code is kept between runs: a third less time to start.
const compileCache = fileURLToPath(new URL('../../node_modules/.cache/host', import.meta.url));

/** A dev host that runs as a child process. */
export interface RunningHost extends Omit<ReadyMessage, 'type'> {
  pid: number;
  /** SIGTERM: running functions get up to 10 s. Resolves when the process has ended. */
  stop(): Promise<void>;
  /** SIGKILL: the messages in work come again when their ten minutes are over. */
  kill(): void;
  /** Exit code, null after a signal. */
  exited: Promise<number | null>;
  /** All it has printed so far. */
  output(): string;
}

/**
 * Starts a host process for a built app and waits until it serves.
 * @param options.env the environment of the process: the app settings and what else the app should see
 * @param options.args further arguments of `main.ts`
 * @throws an error with all output when the process ends before it is ready
 */
export async function startHost(options: {
  app: string;
  env: NodeJS.ProcessEnv;
  args?: readonly string[];
  onOutput?: (text: string) => void;
}): Promise<RunningHost> {
  const child = spawn(process.execPath, [main, '--app', options.app, ...(options.args ?? [])], {
    env: { NODE_COMPILE_CACHE: compileCache, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      options.onOutput?.(text);
    });
  }
  const exited = once(child, 'close').then(([code]) => code as number | null);
  const ready = await new Promise<ReadyMessage>((resolve, reject) => {
    // The app may send messages of its own.
    child.on('message', (message: ReadyMessage) => message?.type === 'ready' && resolve(message));
    exited.then(
      (code) => reject(new Error(`The host ended with ${code} before it was ready:\n${output}`)),
      reject,
    );
  });
  const { type: _, ...facts } = ready;
  return {
    ...facts,
    pid: child.pid as number,
    async stop() {
      child.kill('SIGTERM');
      await exited;
    },
    kill: () => void child.kill('SIGKILL'),
    exited,
    output: () => output,
  };
}
