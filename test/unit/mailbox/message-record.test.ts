import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { steps } from '../../../shared/failures/fault.ts';
import {
  contentOf,
  fromValues,
  type MessageRecord,
  toValues,
} from '../../../shared/mailbox/message-record.ts';
import { message, parsed } from './given.ts';

/** Characters of a text property of Azure Table Storage. */
const MOST_CHARACTERS = 32_768;

const times = fc.integer({ min: 0, max: 9_999_999_999_999 });
const words = (most: number) =>
  fc.string({ unit: fc.constantFrom(...'abc 0.;-ü📎'), maxLength: most, size: 'max' });
const faults = (most: number) =>
  fc.record(
    { at: fc.constantFrom(...steps), code: words(20), said: words(most), retryAfter: fc.nat(3_600) },
    { requiredKeys: ['at', 'said'], noNullPrototype: true },
  );
const address = words(60);
const history = (most: number, faultsOfOne: number, said: number) =>
  fc.array(
    fc.record(
      {
        at: times,
        what: words(40),
        faults: fc.array(faults(said), { maxLength: faultsOfOne }),
        ms: fc.dictionary(fc.constantFrom('token', 'connect', 'submit'), fc.nat(), { noNullPrototype: true }),
      },
      { requiredKeys: ['at', 'what'], noNullPrototype: true },
    ),
    { maxLength: most, size: 'max' },
  );
const refused = (most: number, said: number) =>
  fc.array(fc.record({ address, fault: faults(said) }, { noNullPrototype: true }), {
    maxLength: most,
    size: 'max',
  });

test('a record is read back as it was, while its lists are short', () => {
  const records = fc.record({ history: history(12, 3, 200), refused: refused(20, 200) });
  fc.assert(
    fc.property(records, (lists) => {
      const record = message({
        ...lists,
        state: 'buried',
        left: [0, 2],
        batch: 2,
        metadata: { order: '4711' },
      });
      assert.deepEqual(fromValues(toValues(record)), record);
    }),
  );
});

test('whatever history and refused recipients in plain text: it fits; the newest and the first are kept', () => {
  const lists = fc.record({ history: history(40, 6, 2_000), refused: refused(60, 2_000) });
  fc.assert(
    fc.property(lists, (given) => {
      const values = toValues(message(given));
      assert.ok(
        String(values.record).length <= MOST_CHARACTERS,
        `${String(values.record).length} characters`,
      );
      const read = fromValues(values);
      assert.deepEqual(
        read.history.map(({ at, what }) => [at, what]),
        given.history.slice(-12).map(({ at, what }) => [at, what]),
      );
      assert.deepEqual(
        read.refused.map((one) => one.address),
        given.refused.slice(0, 20).map((one) => one.address),
      );
      // What was read is written as it is.
      assert.deepEqual(fromValues(toValues(read)), read);
    }),
    { numRuns: 20 },
  );
});

test('the longest lists of plain text fit', () => {
  const fault = { at: 'submit', code: '550', said: 'x'.repeat(5_000) } as const;
  const record = message({
    history: Array.from({ length: 40 }, (_, at) => ({ at, what: 'failed', faults: Array(6).fill(fault) })),
    refused: Array.from({ length: 60 }, () => ({ address: `${'a'.repeat(60)}@contoso.com`, fault })),
  });
  assert.ok(String(toValues(record).record).length <= MOST_CHARACTERS);
});

const texts: readonly { name: string; said: string; kept: string }[] = [
  { name: '400 characters', said: 'x'.repeat(400), kept: 'x'.repeat(400) },
  { name: 'one more', said: 'x'.repeat(401), kept: `${'x'.repeat(400)}…` },
];

for (const { name, said, kept } of texts) {
  test(`what the other side said: ${name}`, () => {
    const fault = { at: 'submit', code: '550', said } as const;
    const record: MessageRecord = message({
      history: [{ at: 1, what: 'failed', faults: [fault] }],
      refused: [{ address: 'eve@contoso.com', fault }],
    });
    const read = fromValues(toValues(record));
    const short = { ...fault, said: kept };
    assert.deepEqual([read.history[0]?.faults, read.refused[0]?.fault], [[short], short]);
  });
}

test('beside the record: what is looked for, and the content as bytes where there is one', () => {
  const content = new Uint8Array([1, 2, 3]);
  const record = message({ state: 'buried' });
  const { record: text, ...others } = toValues(record, content);
  assert.deepEqual(others, { state: 'buried', hash: record.hash, content });
  assert.deepEqual(parsed(text), record);
  assert.equal(contentOf(toValues(record, content)), content);
  assert.deepEqual(Object.keys(toValues(record)).sort(), ['hash', 'record', 'state']);
  assert.equal(contentOf(toValues(record)), undefined);
});
