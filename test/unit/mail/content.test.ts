import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { inflateRawSync } from 'node:zlib';
import { hashOf, pack, unpack } from '../../../shared/mail/content.ts';

const contents = [
  { to: 'ada@fabrikam.com', subject: 'Grüße 👋', text: 'x' },
  'no JSON at all',
  null,
  [1, { a: [] }],
];

for (const content of contents) {
  test(`packed and unpacked it is the same: ${JSON.stringify(content)}`, () =>
    assert.deepEqual(unpack(pack(content)), content));
}

test('what fits into a queue message fits into a property of a row, even where nothing can be packed', () => {
  const attachment = randomBytes(48_900).toString('base64');
  const message = { to: 'ada@fabrikam.com', subject: '', attachments: [{ content: attachment }] };
  assert.ok(JSON.stringify(message).length > 65_000);
  assert.ok(pack(message).byteLength <= 65_536);
});

test('the hash is that of the content, in whatever order its fields are written', () => {
  const one = hashOf({ a: 1, b: { c: [1, 2], d: 'x' } });
  assert.equal(one, hashOf({ b: { d: 'x', c: [1, 2] }, a: 1 }));
  assert.notEqual(one, hashOf({ a: 1, b: { c: [2, 1], d: 'x' } }));
  assert.notEqual(one, hashOf({ a: 1, b: { c: [1, 2], d: 'X' } }));
  assert.match(hashOf(undefined), /^[0-9a-f]{64}$/);
});

test('a repeat may come from another span', () => {
  const first = hashOf({ to: 'ada@fabrikam.com', traceparent: '00-1', metadata: { traceparent: 'x' } });
  assert.equal(first, hashOf({ to: 'ada@fabrikam.com', metadata: { traceparent: 'x' } }));
  assert.equal(
    first,
    hashOf({ traceparent: '00-2', metadata: { traceparent: 'x' }, to: 'ada@fabrikam.com' }),
  );
  assert.notEqual(first, hashOf({ to: 'ada@fabrikam.com', metadata: { traceparent: 'y' } }));
});

// JSON.stringify threw at a few thousand levels, so such a message was never kept and came back out of the poison queue
// every ten minutes.
test('nesting as deep as a queue message can hold is packed, and hashed like any other', () => {
  for (const [open, close] of [
    ['[', ']'],
    ['{"a":', '}'],
    ['[{"b":1,"a":[2,', '],"c":"\\ud800"}]'],
  ] as const) {
    const levels = Math.floor(65_000 / (open.length + close.length));
    const json = `${open.repeat(levels)}null${close.repeat(levels)}`;
    const packed = pack(JSON.parse(json));
    assert.equal(inflateRawSync(packed).toString(), json);
    assert.match(hashOf(unpack(packed)), /^[0-9a-f]{64}$/);
  }
});
