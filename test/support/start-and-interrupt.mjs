// Runs what `npm start` runs, on the machine's own Node, presses Ctrl-C and looks what is left. Without npm between:
// npm ends by the signal itself, and its exit code would say nothing.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';

const leftovers = () => readdirSync(tmpdir()).filter((name) => /^(sendasapp-|azurite-)/.test(name));
const before = leftovers();
// A group of its own, so that the interrupt reaches every process of it, as Ctrl-C in a terminal does.
const child = spawn(process.execPath, ['scripts/node24.mjs', 'local/start.ts'], {
  detached: true,
  stdio: ['ignore', 'pipe', 'inherit'],
});
let output = '';
const timer = setTimeout(() => process.kill(-child.pid, 'SIGKILL'), 60_000);
child.stdout.on('data', (chunk) => {
  const waiting = output.includes('Ctrl-C');
  output += chunk;
  if (!waiting && output.includes('Ctrl-C')) process.kill(-child.pid, 'SIGINT');
});
child.on('close', (code) => {
  clearTimeout(timer);
  console.log(output);
  assert.match(output, /accepted by Exchange/);
  assert.equal(code, 0, `npm start ended with ${code}`);
  assert.deepEqual(
    leftovers().filter((name) => !before.includes(name)),
    [],
  );
  assert.throws(() => process.kill(-child.pid, 0), 'a process is left');
});
