import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RawCounts } from '../../bench/rig/counts.ts';
import { sumCounts } from '../../bench/rig/sum-counts.ts';

const run: RawCounts = {
  queued: 10,
  accepted: 9,
  distinct: 8,
  duplicates: 1,
  markedDuplicates: 1,
  lost: 0,
  refused: 2,
  buried: 1,
  uncertain: 1,
  waiting: 0,
  storageOps: 55,
  tokens: 1,
  connections: 3,
  processes: 2,
  clockFactor: 6,
};

test('runs are summed up, but what is a most or a setting is not', () => {
  const { queued, accepted, refused, storageOps, tokens, connections, processes, clockFactor } = sumCounts([
    run,
    { ...run, connections: 2, processes: 4 },
    run,
  ]);
  assert.deepEqual(
    { queued, accepted, refused, storageOps, tokens },
    {
      queued: 30,
      accepted: 27,
      refused: 6,
      storageOps: 165,
      tokens: 3,
    },
  );
  assert.deepEqual({ connections, processes, clockFactor }, { connections: 3, processes: 4, clockFactor: 6 });
});

test('one run is its own sum', () => assert.deepEqual(sumCounts([run]), run));
