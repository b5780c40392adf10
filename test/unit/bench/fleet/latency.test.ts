import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cloudLatency, drawLatency, fasterClock } from '../../../bench/fleet/latency.ts';
import { createRandom } from '../../../support/model/random.ts';

test('what is drawn has the quantiles that were given', () => {
  const random = createRandom(1);
  const drawn = Array.from({ length: 10_000 }, () => drawLatency([4, 8, 20, 100, 400], random)).sort(
    (a, b) => a - b,
  );
  const at = (share: number) => drawn[Math.floor(drawn.length * share)] as number;
  assert.equal(at(0), 4);
  assert.ok(Math.abs(at(0.5) - 8) <= 1, `median ${at(0.5)}`);
  assert.ok(Math.abs(at(0.9) - 20) <= 2, `90 %: ${at(0.9)}`);
  assert.ok(Math.abs(at(0.99) - 100) <= 20, `99 %: ${at(0.99)}`);
  assert.ok((drawn.at(-1) as number) > 300 && (drawn.at(-1) as number) <= 400);
});

test('a faster clock sees the same storage as slower', () => {
  assert.deepEqual(
    fasterClock(cloudLatency, 4).commit,
    cloudLatency.commit.map((one) => 4 * one),
  );
});
