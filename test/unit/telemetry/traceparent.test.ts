import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readTraceparent, traceparentText } from '../../../shared/telemetry/traceparent.ts';

const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
const span = '00f067aa0ba902b7';
const place = { traceId: trace, spanId: span, isSampled: true };

for (const [name, text, expected] of [
  ['one that is recorded', `00-${trace}-${span}-01`, place],
  ['one that is not', `00-${trace}-${span}-00`, { ...place, isSampled: false }],
  ['flags that nobody knows yet', `00-${trace}-${span}-ff`, place],
  ['a later version', `cc-${trace}-${span}-01`, place],
  ['a later version that says more', `cc-${trace}-${span}-01-what-is-this`, place],
  ['version 00 that says more', `00-${trace}-${span}-01-x`, undefined],
  ['the version that is none', `ff-${trace}-${span}-01`, undefined],
  ['no trace', `00-${'0'.repeat(32)}-${span}-01`, undefined],
  ['no span', `00-${trace}-${'0'.repeat(16)}-01`, undefined],
  ['capital letters', `00-${trace.toUpperCase()}-${span}-01`, undefined],
  ['a short id', `00-${trace.slice(1)}-${span}-01`, undefined],
  ['a space behind it', `00-${trace}-${span}-01 `, undefined],
  ['a line behind it', `00-${trace}-${span}-01\n`, undefined],
  ['nothing', '', undefined],
] as const) {
  test(`traceparent, ${name}`, () => assert.deepEqual(readTraceparent(text), expected));
}

test('what is written is read as it was, and reading never throws', () => {
  const hex = (length: number) =>
    fc
      .array(fc.constantFrom(...'0123456789abcdef'), { minLength: length, maxLength: length })
      .map((digits) => digits.join(''))
      .filter((digits) => /[^0]/.test(digits));
  fc.assert(
    fc.property(fc.tuple(hex(32), hex(16), fc.boolean()), ([traceId, spanId, isSampled]) => {
      const one = { traceId, spanId, isSampled };
      assert.deepEqual(readTraceparent(traceparentText(one)), one);
    }),
  );
  fc.assert(fc.property(fc.string(), (text) => void readTraceparent(text)));
});
