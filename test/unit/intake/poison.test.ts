import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OpenPartition } from '../../../shared/azure/partition.ts';
import type { Fault } from '../../../shared/failures/fault.ts';
import { failed, ok } from '../../../shared/failures/result.ts';
import { type PoisonParts, settlePoison } from '../../../shared/intake/poison.ts';
import { recordOf } from '../../../shared/intake/record-of.ts';
import { UNADDRESSED } from '../../../shared/intake/unsendable.ts';
import { pack, unpack } from '../../../shared/mail/content.ts';
import { mailboxKey } from '../../../shared/mail/mailbox-key.ts';
import { receive } from '../../../shared/mail/receive.ts';
import { messageKey } from '../../../shared/mailbox/keys.ts';
import { contentOf, fromValues, toValues } from '../../../shared/mailbox/message-record.ts';
import { keepEvents } from '../../support/events.ts';
import { createMemoryTable } from '../../support/memory-partition.ts';

const receipt = { id: 'queue-id', attempt: 1, insertedAt: new Date('2026-11-25T11:59:00Z') };
const body = { id: 'invoice-4711', to: 'ada@fabrikam.com', subject: 'Hello', text: 'Hello Ada' };
const mailboxes = [{ address: 'billing@contoso.com', senders: [] }];
const room = mailboxKey('billing@contoso.com');
const down: Fault = { at: 'storage', code: 'ServerBusy', said: 'HTTP 503' };
const now = Date.parse('2026-11-25T12:00:00Z');

/** Settles a body beside what was `known` before; the log line, what was put back and what is kept. */
async function settled(of: unknown, { known, ...changes }: Partial<PoisonParts> & { known?: object } = {}) {
  const table = createMemoryTable();
  const before = known && receive(mailboxes, known, 'queue-id');
  if (before?.ok) {
    const values = toValues(recordOf(before.value, { takenInAt: now, now, token: 'x' }), pack(known));
    await table.open(room).commit([{ kind: 'create', rowKey: messageKey(body.id), values }]);
  }
  const back: unknown[] = [];
  const { log, lines, events } = keepEvents();
  const parts: PoisonParts = {
    mailboxes: ok(mailboxes),
    openPartition: table.open,
    putBack: async (...put) => {
      back.push(put);
      return ok(undefined);
    },
    newToken: () => 'a-token',
    now: () => now,
    ...changes,
  };
  await settlePoison(parts, of, receipt, log);
  assert.equal(lines.length, 2);
  assert.doesNotMatch(lines.join(), /ada@|Hello/);
  const kept = (partition: string, id: string) => {
    const row = table.rows(partition).find(({ rowKey }) => rowKey === messageKey(id));
    assert.ok(row, id);
    return { ...fromValues(row.values), content: unpack(contentOf(row.values) as Uint8Array) };
  };
  return { line: JSON.parse(lines[0] ?? ''), end: events[1], back, kept, rows: table.rows(room) };
}

test('what was never taken in is kept in its mailbox, whole', async () => {
  const { line, end, kept, back } = await settled(body);
  assert.deepEqual(end, { event: 'poison.settled', id: body.id, became: 'kept', keptAs: body.id });
  assert.deepEqual([line.event, line.failure[0].id, line.keptAs], ['mail.buried', 'tries-used-up', body.id]);
  const { state, failure, content, takenInAt } = kept(room, body.id);
  assert.deepEqual([state, failure, content], ['buried', 'tries-used-up', body]);
  assert.equal(takenInAt, receipt.insertedAt.getTime());
  assert.deepEqual(back, []);
});

test('what is in the room already is dropped', async () => {
  const { line, end, rows } = await settled(body, { known: body });
  assert.deepEqual(end, { event: 'poison.settled', id: body.id, became: 'dropped' });
  assert.deepEqual([line.event, line.state, line.action], ['mail.repeat', 'waiting', 'dropped']);
  assert.equal(rows.length, 1);
});

test('another message with an id of the room is kept beside it', async () => {
  const { line, kept } = await settled(body, { known: { ...body, text: 'other' } });
  assert.match(line.keptAs, /^invoice-4711~[0-9a-f]{8}$/);
  assert.deepEqual(kept(room, line.keptAs).content, body);
  assert.equal(kept(room, body.id).state, 'waiting');
});

const broken: readonly (readonly [string, unknown, string])[] = [
  ['not JSON', 'Hello, Ada', 'message-unreadable'],
  ['empty', null, 'message-unreadable'],
  ['invalid', { to: body.to, subject: 4711 }, 'message-invalid'],
];

for (const [name, payload, failure] of broken) {
  test(`a body that is ${name} is kept as it is, under the id of the queue`, async () => {
    const { line, kept } = await settled(payload);
    assert.equal(line.id, 'queue-id');
    const record = kept(UNADDRESSED, line.keptAs);
    assert.deepEqual([record.failure, record.content], [failure, payload]);
  });
}

/** Storage that does not answer. */
const away: OpenPartition = (key) => ({
  key,
  read: async () => failed(down),
  list: async () => failed(down),
  commit: async () => failed({ kind: 'unavailable', fault: down }),
});

for (const [name, of] of [
  ['a message', body],
  ['an unreadable one', 'Hello, Ada'],
] as const) {
  test(`what could not be kept is put back as it came, for five minutes: ${name}`, async () => {
    const { line, end, back } = await settled(of, { openPartition: away });
    assert.deepEqual(end, { event: 'poison.settled', id: 'queue-id', became: 'put-back' });
    assert.deepEqual(back, [[of, 300]]);
    assert.deepEqual([line.event, line.code, line.again], ['mail.put-back', 'ServerBusy', 'in 300 s']);
  });
}

test('while the settings are broken it waits: to no mailbox it would be kept as a message that nobody can send', async () => {
  const broken: Fault = { at: 'settings', code: 'settings-invalid', said: 'MAIL_VAULT_URL is missing' };
  const { line, back, rows } = await settled(body, { mailboxes: failed(broken) });
  assert.deepEqual([back, rows, line.code], [[[body, 300]], [], 'settings-invalid']);
});

test('it throws only where the message could be kept nowhere', async () => {
  await assert.rejects(
    settled(body, { openPartition: away, putBack: async () => failed(down) }),
    /Message queue-id could neither be kept \(ServerBusy\) nor put back \(ServerBusy\)/,
  );
});
