import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmdirSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * Gives the test a temporary folder of its own, since other tests run beside it. The returned function fails when a
 * child process or anything in that folder was left behind.
 */
export async function guardAgainstLeaks(): Promise<() => Promise<void>> {
  const usual = process.env.TMPDIR;
  const folder = await mkdtemp(path.join(tmpdir(), 'guarded-'));
  const before = new Set(children());
  process.env.TMPDIR = folder;
  return async () => {
    if (usual === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = usual;
    // A child that has just ended may stand in the process table for a moment longer.
    let left = leftIn(folder, before);
    for (let tries = 0; tries < 20 && left.length > 0; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      left = leftIn(folder, before);
    }
    assert.deepEqual(left, [], 'left behind by this test');
    rmdirSync(folder);
  };
}

const leftIn = (folder: string, before: ReadonlySet<string>) => [
  ...readdirSync(folder),
  ...children().filter((child) => !before.has(child)),
];

/** Child processes of this one, where the system has a process table to read. */
function children(): string[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry) && parentOf(entry) === process.pid)
    .map((pid) => `process ${pid}`);
}

function parentOf(pid: string): number | undefined {
  try {
    const [, rest = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
    const [state, parent] = rest.split(' ');
    return state === 'Z' ? undefined : Number(parent);
  } catch {
    return undefined; // It ended while we looked.
  }
}
