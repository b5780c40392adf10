import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable, Writable } from 'node:stream';

/**
 * What a script did: the number that it gave to `exit` or that its last program ended with, 1 after an error that
 * ended it; its output, host and warning lines as `out`, its errors as `err`, whose wrapped lines are joined.
 */
interface Ran {
  code: number;
  out: string;
  err: string;
}

/** One PowerShell process that runs scripts one after another. */
export interface Shell {
  /** Where scripts run and what they may write to; gone after `stop`. */
  folder: string;
  run(script: string): Promise<Ran>;
  stop(): Promise<void>;
}

export interface ShellOptions {
  /** The program. */
  file: string;
  /** The folder of modules that stands before PowerShell's own. */
  modules: string;
  /** Folders that stand first in PATH. */
  path?: readonly string[];
  env?: Readonly<Record<string, string>>;
}

/** Longer than any script takes, also on a busy machine. */
const deadlineMs = 90_000;

/** Starts PowerShell as `pwsh -NonInteractive`: what asks, fails. Nothing of it is written outside its own folder. */
export async function startShell({ file, modules, path: first = [], env }: ShellOptions): Promise<Shell> {
  const own = await mkdtemp(path.join(tmpdir(), 'powershell-'));
  const folder = path.join(own, 'work');
  await mkdir(folder);
  const mark = `end-${randomUUID()}`;
  const loop = path.join(import.meta.dirname, 'run-scripts.ps1');
  const args = ['-NoProfile', '-NonInteractive', '-File', loop, '-Modules', modules, '-Mark', mark];
  const child = spawn(file, args, {
    cwd: folder,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {
      ...process.env,
      ...home(own),
      NO_COLOR: '1',
      POWERSHELL_TELEMETRY_OPTOUT: '1',
      POWERSHELL_UPDATECHECK: 'Off',
      DOTNET_EnableDiagnostics: '0',
      PATH: [...first, process.env.PATH ?? ''].join(path.delimiter),
      ...env,
    },
  });
  const closed = once(child, 'close');
  closed.catch(() => undefined); // No such program: `run` says so.
  child.stdin.on('error', () => undefined); // It has ended: `run` says so.

  let count = 0;
  async function run(script: string): Promise<Ran> {
    count += 1;
    const at = path.join(own, `script-${count}.ps1`);
    await writeFile(at, script);
    const [out, err] = await withDeadline(child, closed, () => {
      const read = Promise.all([upTo(child.stdout, mark), upTo(child.stderr, mark)]);
      child.stdin.write(`${at}\n`);
      return read;
    });
    return { code: Number(out.afterMark), out: out.text, err: joined(err.text) };
  }

  let last: Promise<unknown> = Promise.resolve();
  return {
    folder,
    run(script) {
      const next = last.then(() => run(script));
      last = next.catch(() => undefined);
      return next;
    },
    async stop() {
      await last;
      child.stdin.end();
      await closed.catch(() => undefined);
      await rm(own, { recursive: true, force: true });
    },
  };
}

const home = (folder: string) => ({
  HOME: folder,
  USERPROFILE: folder,
  APPDATA: folder,
  LOCALAPPDATA: folder,
  XDG_CONFIG_HOME: folder,
  XDG_DATA_HOME: folder,
  XDG_CACHE_HOME: folder,
  TMPDIR: folder,
});

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

async function withDeadline<T>(child: Child, closed: Promise<unknown>, work: () => Promise<T>): Promise<T> {
  const timer = setTimeout(() => child.kill('SIGKILL'), deadlineMs);
  const ended = closed.then(() =>
    Promise.reject(
      new Error('PowerShell ended, or was ended after a minute and a half, in the middle of a script'),
    ),
  );
  try {
    return await Promise.race([work(), ended]);
  } finally {
    clearTimeout(timer);
  }
}

/** The text before the next line that begins with the mark, and what else that line says. */
function upTo(stream: Readable, mark: string): Promise<{ text: string; afterMark: string }> {
  const chunks: Buffer[] = [];
  return new Promise((resolve) => {
    stream.on('data', function collect(chunk: Buffer) {
      chunks.push(chunk);
      const whole = Buffer.concat(chunks).toString();
      const start = whole.indexOf(mark);
      const end = whole.indexOf('\n', start);
      if (start < 0 || end < 0) return;
      stream.off('data', collect);
      resolve({ text: whole.slice(0, start), afterMark: whole.slice(start + mark.length, end).trim() });
    });
  });
}

/** PowerShell wraps the message of an error at 80 columns, behind a bar; it begins below the place that it points to. */
const joined = (errors: string): string =>
  errors.replace(/(~+)\r?\n {5}\| /g, '$1\n').replace(/\r?\n {5}\| (?! *~)/g, ' ');
