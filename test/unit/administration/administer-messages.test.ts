import assert from 'node:assert/strict';
import { test } from 'node:test';
import { purge, resend } from '../../../shared/administration/administer-messages.ts';
import { findMessages, handleOf } from '../../../shared/administration/message-handle.ts';
import { finishedKey, messageKey, placeKey } from '../../../shared/mailbox/keys.ts';
import type { MessageRecord } from '../../../shared/mailbox/message-record.ts';
import { billingKey, content, createAdministration, okValue, refusalOf } from '../mailbox/administration.ts';
import { HOUR, message, start } from '../mailbox/given.ts';

const once = { mayDuplicate: false };
const twice = { mayDuplicate: true };
const id = 'invoice-1';
const it = { key: billingKey, id };

const ended = (state: MessageRecord['state'], others: Partial<MessageRecord> = {}) =>
  message({ state, finishedAt: start - HOUR, ...others });

test('a resent message waits, due now, with id, attempts and history, and is rung for', async () => {
  const { parts, put, keys, rings } = createAdministration();
  const history = [{ at: start - HOUR, what: 'failed', faults: [{ at: 'submit' as const, said: '554 no' }] }];
  const before = { attempts: 3, retries: 3, retryingSince: 1, failure: 'x', history, left: [1], due: 7 };
  await put(ended('buried', before));
  assert.deepEqual(okValue(await resend(parts, it, once)), { isRung: true });
  assert.deepEqual(keys(), [messageKey(id), placeKey('normal', start, id)]);
  const [found] = okValue(await findMessages(parts.open, [], handleOf(billingKey, id)));
  const { failure: _, retryingSince: __, finishedAt: ___, ...kept } = ended('buried', before);
  assert.deepEqual(found?.record, {
    ...kept,
    state: 'waiting',
    due: start,
    resentAt: start,
    retries: 0,
    history: [...history, { at: start, what: 'resent' }],
  });
  assert.deepEqual(found?.content, content);
  assert.deepEqual(rings, [{ key: billingKey, at: start }]);
});

test('an uncertain one goes again where twice is right, and is marked', async () => {
  const { parts, put } = createAdministration();
  await put(ended('uncertain'));
  okValue(await resend(parts, it, twice));
  const [found] = okValue(await findMessages(parts.open, [billingKey], id));
  assert.deepEqual([found?.record.state, found?.record.mayDuplicate], ['waiting', true]);
});

const refusals: readonly (readonly [string, MessageRecord, object])[] = [
  ['accepted', ended('accepted'), { kind: 'state', state: 'accepted' }],
  ['waiting', message(), { kind: 'state', state: 'waiting' }],
  ['under way', message({ state: 'sending' }), { kind: 'state', state: 'sending' }],
  ['uncertain, and nobody said that twice is right', ended('uncertain'), { kind: 'may-duplicate' }],
  ['buried after it was perhaps sent', ended('buried', { mayDuplicate: true }), { kind: 'may-duplicate' }],
  ['the id of another message', ended('buried', { failure: 'id-reused' }), { kind: 'unsendable' }],
  ['expired', ended('buried', { expires: start }), { kind: 'expired', expires: start }],
];

for (const [name, record, refusal] of refusals) {
  test(`not resent: ${name}`, async () => {
    const { parts, put, keys, rings } = createAdministration();
    await put(record);
    const before = keys();
    assert.deepEqual(refusalOf(await resend(parts, it, once)), refusal);
    assert.deepEqual([keys(), rings], [before, []]);
  });
}

test('not resent: invalid, without content, or not there', async () => {
  const { parts, put, partition } = createAdministration();
  assert.deepEqual(refusalOf(await resend(parts, it, once)), { kind: 'not-found' });
  const { from: _, ...unsendable } = ended('buried', { id: 'invalid' });
  await put(unsendable, ended('buried'));
  assert.deepEqual(refusalOf(await resend(parts, { key: billingKey, id: 'invalid' }, once)), {
    kind: 'unsendable',
  });
  const row = okValue(await partition.read(messageKey(id)));
  assert.ok(row);
  const { content: __, ...values } = row.values;
  okValue(await partition.commit([{ kind: 'replace', rowKey: row.rowKey, values, etag: row.etag }]));
  assert.deepEqual(refusalOf(await resend(parts, it, once)), { kind: 'no-content' });
});

for (const [name, other, rest] of [
  ['resend', resend, { kind: 'changed', state: 'waiting' }],
  ['purge', purge, { kind: 'changed' }],
] as const) {
  test(`two administrators at once, one resends, the other one wants to ${name}: one wins`, async () => {
    const { parts, put, keys, rings } = createAdministration();
    await put(ended('buried'));
    const results = await Promise.all([other(parts, it, once), resend(parts, it, once)]);
    assert.deepEqual(
      results.map(({ ok }) => ok),
      [true, false],
    );
    assert.deepEqual(
      results.flatMap((result) => (result.ok ? [] : [result.error])),
      [rest],
    );
    assert.equal(
      keys().some((key) => key.startsWith('d!')),
      false,
    );
    assert.equal(rings.length, name === 'resend' ? 1 : 0);
  });
}

test('purge removes what ended, and nothing else', async () => {
  const { parts, put, keys } = createAdministration();
  await put(ended('uncertain'), message({ id: 'waits' }), ended('buried', { id: 'stays' }));
  okValue(await purge(parts, it));
  const stays = [finishedKey('buried', start - HOUR, 'stays'), messageKey('stays'), messageKey('waits')];
  assert.deepEqual(keys(), [...stays, placeKey('normal', start, 'waits')]);
  assert.deepEqual(refusalOf(await purge(parts, it)), { kind: 'not-found' });
  assert.deepEqual(refusalOf(await purge(parts, { key: billingKey, id: 'waits' })), {
    kind: 'state',
    state: 'waiting',
  });
});
