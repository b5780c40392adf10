import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
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
