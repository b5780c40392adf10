import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemClock } from '../../shared/clock.ts';

test('a queue hides for whole seconds, never too short and never less than none', () => {
  const seconds = [-5_000, 0, 1, 1_000, 1_001].map(systemClock.hiddenSeconds);
  assert.deepEqual(seconds, [0, 0, 1, 1, 2]);
});

test('a sleep ends when it is woken, whenever it would have ended', async () => {
  const woken = new AbortController();
  // Longer than a timer can be: Node would fire at once.
  const sleep = systemClock.sleep(2 ** 40, woken.signal).then(() => 'woken');
  assert.equal(await Promise.race([sleep, systemClock.sleep(20).then(() => 'asleep')]), 'asleep');
  woken.abort();
  assert.equal(await sleep, 'woken');
});
