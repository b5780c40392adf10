import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LoadReport } from '../../bench/load-benchmark.ts';
import { controlLooksWorse, holdsUnderLoad } from '../../bench/load-verdict.ts';

const clean = {
  queued: 10,
  accepted: 10,
  distinct: 10,
  duplicates: 0,
  markedDuplicates: 0,
  lost: 0,
  refused: 0,
  buried: 0,
  uncertain: 0,
  waiting: 0,
  storageOps: 50,
  tokens: 1,
  connections: 3,
  processes: 2,
  clockFactor: 6,
  share: 1,
};

const worseControls: readonly [what: string, control: Partial<LoadReport['control']>, isWorse: boolean][] = [
  ['the same', {}, false],
  ['a refusal', { refused: 1 }, true],
  ['a loss', { lost: 1 }, true],
  ['a copy without a mark', { duplicates: 1 }, true],
  ['a copy with its mark', { duplicates: 1, markedDuplicates: 1 }, false],
  ['more requests a message', { storageOps: 51 }, true],
  ['more requests for more messages', { storageOps: 100, queued: 20 }, false],
  ['a smaller share', { share: 0.9 }, true],
  ['a greater share', { share: 1.1 }, false],
];

for (const [what, control, isWorse] of worseControls) {
  test(`A control with ${what} looks ${isWorse ? 'worse' : 'as good'}`, () => {
    const report = { counts: clean, control: { ...clean, ...control }, bounds: [] };
    assert.equal(controlLooksWorse(report), isWorse);
    assert.equal(holdsUnderLoad(report, false), isWorse);
  });
}

const bounds: readonly [bound: Omit<LoadReport['bounds'][number], 'what'>, short: boolean, holds: boolean][] =
  [
    [{ value: 7, atMost: 7 }, false, true],
    [{ value: 7.1, atMost: 7 }, false, false],
    [{ value: 0.95, atLeast: 0.95 }, false, true],
    [{ value: 0.94, atLeast: 0.95 }, false, false],
    [{ value: Number.NaN, atMost: 7 }, false, false],
    [{ value: 8, atMost: 7, aboutLength: true }, false, false],
    [{ value: 8, atMost: 7, aboutLength: true }, true, true],
    [{ value: 8, atMost: 7 }, true, false],
  ];

for (const [bound, short, holds] of bounds) {
  test(`${JSON.stringify(bound)} in a ${short ? 'short' : 'long'} run ${holds ? 'holds' : 'does not hold'}`, () => {
    const report = { counts: clean, control: { ...clean, lost: 1 }, bounds: [{ what: '', ...bound }] };
    assert.equal(holdsUnderLoad(report, short), holds);
  });
}
