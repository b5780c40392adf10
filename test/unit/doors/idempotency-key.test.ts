import assert from 'node:assert/strict';
import { test } from 'node:test';
import { idFromKey } from '../../../shared/doors/idempotency-key.ts';
import { messageIdPattern } from '../../../shared/mail/message-id.ts';

const idOf = (header: string) => {
  const id = idFromKey(header);
  assert.ok(id.ok, header);
  return id.value;
};

test('a key that can be an id is the id, in quotes or without', () => {
  assert.equal(idOf('08585-Send_mail'), '08585-Send_mail');
  assert.equal(idOf(' "08585-Send_mail" '), '08585-Send_mail');
});

test('any other key leads to an id of its own, always the same', () => {
  const keys = ['run 1 / mail', 'run 1 / Mail', 'ä', '_x', 'x'.repeat(129)];
  const ids = keys.map(idOf);
  assert.equal(new Set(ids).size, keys.length);
  for (const id of ids) assert.match(id, messageIdPattern);
  assert.equal(idOf('run 1 / mail'), ids[0]);
});

test('a key that says nothing, or too much, is refused', () => {
  for (const header of ['', '  ', '""', 'x'.repeat(256)]) assert.equal(idFromKey(header).ok, false, header);
});
