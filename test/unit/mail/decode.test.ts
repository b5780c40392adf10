import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decodeBody } from '../../../shared/mail/decode.ts';

const unpadded = (base64: string) => base64.replace(/=+$/, '');
const inLines = (base64: string) => base64.replace(/.{1,76}/g, '$&\r\n');

/** Every way in which producers are known to write a message. */
const forms: Record<string, (value: object) => unknown> = {
  'an object': (value) => value,
  JSON: (value) => JSON.stringify(value),
  'indented JSON': (value) => JSON.stringify(value, null, 2),
  'JSON with byte order mark and white space': (value) => `\uFEFF \r\n${JSON.stringify(value)}\n`,
  'bytes of JSON': (value) => Buffer.from(JSON.stringify(value)),
  'bytes with byte order mark': (value) => new TextEncoder().encode(`\uFEFF${JSON.stringify(value)}`),
  base64: (value) => Buffer.from(JSON.stringify(value)).toString('base64'),
  'base64 without padding': (value) => unpadded(Buffer.from(JSON.stringify(value)).toString('base64')),
  'URL-safe base64': (value) => Buffer.from(JSON.stringify(value)).toString('base64url'),
  'base64 in lines': (value) => inLines(Buffer.from(JSON.stringify(value)).toString('base64')),
  'base64 of text with byte order mark': (value) =>
    Buffer.from(`\uFEFF${JSON.stringify(value)}`).toString('base64'),
  'bytes of base64': (value) => Buffer.from(Buffer.from(JSON.stringify(value)).toString('base64')),
};

for (const [form, write] of Object.entries(forms))
  test(`${form} comes back as it was written`, () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue()), (value) => {
        const plain: object = JSON.parse(JSON.stringify(value));
        assert.deepEqual(decodeBody(write(plain)), { ok: true, value: plain });
      }),
    );
  });

const base64 = (text: string | Uint8Array) => Buffer.from(text).toString('base64');

const unreadable: readonly (readonly [body: unknown, says: RegExp])[] = [
  [undefined, /^is empty/],
  [null, /^is empty/],
  ['', /^is empty$/],
  [' \uFEFF\n', /^is empty$/],
  [Buffer.alloc(0), /^is empty$/],
  [123, /^is a number; it must be a JSON object$/],
  [true, /^is a boolean/],
  [[{ to: 'a' }], /^is a list/],
  ['[{"to":"a"}]', /^is neither a JSON object/],
  ['"SECRET"', /^is neither/],
  ['Hello SECRET!', /^is neither/],
  ['SECRET', /^is (base64, but not of a JSON object|not UTF-8)$/],
  [base64('[1]'), /^is base64, but not of a JSON object$/],
  [base64(base64('{}')), /^is base64, but not of a JSON object$/],
  [base64(Buffer.from([0x7b, 0xff, 0xfe])), /^is not UTF-8$/],
  [Buffer.from([0xff, 0xfe, 0x7b, 0x00]), /^is not UTF-8$/],
  ['{"a":"SECRET "quoted""}', /^is not JSON: it breaks off at position 14$/],
  [base64('{"a":"SECRET\n"}'), /^is not JSON: it breaks off at position 12$/],
  ['{"SECRET":}', /^is not JSON: a value is missing or not written as JSON$/],
  ['{"SECRET":True}', /^is not JSON: a value is missing/],
  ['{"a":[', /^is not JSON: it ends too early$/],
];

for (const [body, says] of unreadable)
  test(`${typeof body} ${JSON.stringify(body)?.slice(0, 50)} is unreadable`, () => {
    const decoded = decodeBody(body);
    assert.ok(!decoded.ok);
    assert.match(decoded.error.says, says);
    assert.doesNotMatch(decoded.error.says, /SECRET/);
  });

test('no text and no bytes make it throw', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: 'binary' }), fc.base64String(), fc.uint8Array(), fc.json()),
      (body) => {
        const decoded = decodeBody(body);
        assert.ok(decoded.ok ? typeof decoded.value === 'object' : decoded.error.says.length > 0);
      },
    ),
  );
});

test('nesting a hundred thousand deep is read or refused, not thrown', () => {
  assert.doesNotThrow(() => decodeBody('{"a":'.repeat(1e5) + '1'.padEnd(1e5 + 1, '}')));
});
