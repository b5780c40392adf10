import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';

/** Folders that a stack or a storage emulator makes for itself. */
const ours = /^(sendasapp-|azurite-)/;

/** Remembers what is there; the returned function fails when a child process or a temporary folder was left behind. */
export async function guardAgainstLeaks(): Promise<() => Promise<void>> {
  const before = new Set(await leftovers());
  return async () => {
    // A child that has just ended may stand in the table for a moment longer.
    for (let tries = 0; tries < 20; tries += 1) {
      const left = (await leftovers()).filter((name) => !before.has(name));
      if (left.length === 0) return;
      if (tries === 19) assert.deepEqual(left, [], 'left behind by this test');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
}

async function leftovers(): Promise<string[]> {
  const folders = (await readdir(tmpdir())).filter((name) => ours.test(name));
  return [...children(), ...folders];
}

/** Child processes of this one, where the system has a process table to read. */
function children(): string[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .filter((pid) => parentOf(pid) === process.pid)
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
