import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cpuLine, cpuMsIn } from '../../bench/rig/cpu-line.ts';

test('the last told CPU time counts, whatever else was printed', () => {
  const first = cpuLine({ user: 100_000, system: 20_000 });
  const last = cpuLine({ user: 1_500_000, system: 34_560 });
  assert.equal(cpuMsIn(`Ready\n${first}\n{"event":"mail.attempt"}\n${last}\nbye\n`), 1534.6);
});

test('a process that told none is no process without CPU time', () => {
  assert.throws(() => cpuMsIn('Ready\n'), /No CPU time was told[\s\S]*Ready/);
});
