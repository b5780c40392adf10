import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createPeaks } from '../../../bench/fleet/peaks.ts';
import { type Asked, createServiceLimits } from '../../../bench/fleet/service-limits.ts';

const row: Asked = { kind: 'partition', name: 'a', weight: 1 };
const START = 10_000;

describe('storage is as fast as documented', () => {
  test('what a second allows is served at once, and what is more later', () => {
    const serve = createServiceLimits();
    for (let count = 0; count < 2_001; count += 1) assert.equal(serve(START, row), START);
    assert.equal(serve(START, { ...row, weight: 1_000 }), START + 1);
    assert.equal(serve(START, row), START + 501);
    assert.equal(serve(START, { ...row, name: 'b' }), START);
    assert.equal(serve(START + 2_000, row), START + 2_000);
  });

  test('all partitions and queues together take what the account allows', () => {
    const serve = createServiceLimits();
    const times = Array.from({ length: 30_000 }, (_, index) =>
      serve(START, { ...row, name: `p${index % 100}` }),
    );
    assert.equal(times.filter((at) => at === START).length, 20_001);
    assert.equal(Math.max(...times), START + 500);
  });
});

test('peaks are of one second, by account, partition and queue', () => {
  const peaks = createPeaks();
  for (const at of [1_000, 1_999]) peaks.note(at, { ...row, weight: 5 });
  peaks.note(1_500, { kind: 'queue', name: 'mail', weight: 1 });
  peaks.note(2_000, { ...row, weight: 9 });
  assert.deepEqual(peaks.most, { account: 3, partition: 10, queue: 1 });
});
