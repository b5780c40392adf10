import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scaledClock } from '../../bench/rig/scaled-clock.ts';

const epoch = Date.parse('2026-11-25T12:00:00Z');

test('Time runs so much faster from the epoch on, and the skew is of that time', (context) => {
  context.mock.timers.enable({ apis: ['Date'], now: epoch + 1_000 });
  assert.equal(scaledClock({ factor: 6, epoch, skewMs: 0 }).now(), epoch + 6_000);
  assert.equal(scaledClock({ factor: 6, epoch, skewMs: -3_000 }).now(), epoch + 3_000);
});

test("The storage's time is scaled alike, without the process's skew", () => {
  const clock = scaledClock({ factor: 6, epoch, skewMs: 3_000 });
  assert.equal(clock.atStorage(epoch + 1_000), epoch + 6_000);
});

test('A wait is as much shorter, and an aborted one ends at once', async () => {
  const clock = scaledClock({ factor: 100, epoch, skewMs: 0 });
  const began = performance.now();
  await clock.sleep(2_000);
  const took = performance.now() - began;
  assert.ok(took >= 19 && took < 1_000, `${took} ms`);
  await clock.sleep(3_600_000, AbortSignal.abort());
});

for (const [milliseconds, hidden] of [
  [60_000, 10],
  [59_999, 9],
  [5_999, 1],
  [0, 0],
  [-1_000, 0],
] as const) {
  test(`A queue hides ${milliseconds} ms of the run for ${hidden} whole seconds`, () => {
    assert.equal(scaledClock({ factor: 6, epoch, skewMs: 0 }).hiddenSeconds(milliseconds), hidden);
  });
}
