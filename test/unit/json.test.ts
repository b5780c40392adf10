import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { toJson } from '../../shared/json.ts';

const reversed = (_key: string, value: unknown) =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).reverse())
    : value;

/** JSON.stringify must fail for a value to be written our way, so it hangs below more levels than it takes. */
const LEVELS = 20_000;
const hung = (json: string) => `${'['.repeat(LEVELS)}${json}${']'.repeat(LEVELS)}`;

test('what is too deep for JSON.stringify is written as it would write it', () => {
  fc.assert(
    fc.property(fc.json({ stringUnit: 'binary' }), (json) => {
      for (const replace of [undefined, reversed]) {
        const value = JSON.parse(json);
        assert.equal(toJson(JSON.parse(hung(json)), replace), hung(JSON.stringify(value, replace)));
      }
    }),
    { numRuns: 50 },
  );
});

test('no value has no text, and a mistake of the value is thrown on', () => {
  assert.equal(toJson(undefined), '');
  const circle: Record<string, unknown> = {};
  circle.circle = circle;
  assert.throws(() => toJson(circle), TypeError);
});
