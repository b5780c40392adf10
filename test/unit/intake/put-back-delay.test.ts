import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPutBackDelay } from '../../../shared/intake/put-back-delay.ts';

test('5 s, doubled while storage is still away after that time, up to 5 min, and 5 s again once it was there', () => {
  let time = 0;
  const seconds = createPutBackDelay(() => time);
  const away = Array.from({ length: 8 }, () => {
    const wait = seconds(true);
    time += wait * 1_000;
    return wait;
  });
  assert.deepEqual(away, [5, 10, 20, 40, 80, 160, 300, 300]);
  seconds(false);
  assert.equal(seconds(true), 5);
});

test('many messages at once wait as long as one', () => {
  const seconds = createPutBackDelay(() => 0);
  assert.deepEqual(new Set(Array.from({ length: 100 }, () => seconds(true))), new Set([5]));
});
