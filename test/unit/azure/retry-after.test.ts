import assert from 'node:assert/strict';
import { test } from 'node:test';
import { retryAfterOf } from '../../../shared/azure/retry-after.ts';

const now = Date.parse('2026-11-25T12:00:00.500Z');

const cases: readonly (readonly [string | undefined, number | undefined])[] = [
  ['120', 120],
  [' 5 ', 5],
  ['0', 0],
  ['Wed, 25 Nov 2026 12:02:00 GMT', 120],
  ['Wed, 25 Nov 2026 11:00:00 GMT', 0],
  [undefined, undefined],
  ['', undefined],
  ['soon', undefined],
  ['-5', undefined],
  ['1.5', undefined],
];

for (const [header, seconds] of cases) {
  test(`Retry-After: ${header} is ${seconds} s`, () => assert.equal(retryAfterOf(header, now), seconds));
}
