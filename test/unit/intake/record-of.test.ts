import assert from 'node:assert/strict';
import { test } from 'node:test';
import { recordOf } from '../../../shared/intake/record-of.ts';
import { receive } from '../../../shared/mail/receive.ts';

const now = Date.parse('2026-11-25T12:00:00Z');
const mailboxes = [{ address: 'billing@contoso.com', senders: [] }];

for (const [name, sendAt, due] of [
  ['goes at once', undefined, now],
  ['has its place at the time that it is wanted', '2026-11-26T13:00:00+01:00', now + 86_400_000],
  ['whose time has passed goes at once', '2020-01-01T00:00:00Z', now],
] as const) {
  test(`a message ${name}`, () => {
    const input = { to: 'ada@fabrikam.com', subject: 'x', text: 'x', ...(sendAt && { sendAt }) };
    const received = receive(mailboxes, input, 'a');
    assert.ok(received.ok);
    const record = recordOf(received.value, { takenInAt: now - 1_000, now, token: 'a-token' });
    assert.deepEqual([record.due, record.takenInAt, record.token], [due, now - 1_000, 'a-token']);
    assert.equal(record.sendAt, sendAt && Date.parse(sendAt));
    assert.ok(!('traceparent' in record));
  });
}

test('the place in a trace is the one given, else the message’s own', () => {
  const own = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
  const input = { to: 'ada@fabrikam.com', subject: 'x', text: 'x', traceparent: own };
  const received = receive(mailboxes, input, 'a');
  assert.ok(received.ok);
  const facts = { takenInAt: now, now, token: 'a-token' };
  assert.equal(recordOf(received.value, facts).traceparent, own);
  const given = own.replace(/01$/, '00');
  assert.equal(recordOf(received.value, { ...facts, traceparent: given }).traceparent, given);
});
