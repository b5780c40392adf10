import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPutBackDelay } from '../../../shared/intake/put-back-delay.ts';

test('5 s, doubled while storage is away up to 5 min, and 5 s again once it was there', () => {
  const seconds = createPutBackDelay();
  const away = Array.from({ length: 8 }, () => seconds(true));
  assert.deepEqual(away, [5, 10, 20, 40, 80, 160, 300, 300]);
  seconds(false);
  assert.equal(seconds(true), 5);
});
