import assert from 'node:assert/strict';
import { test } from 'node:test';
import { receive } from '../../../shared/mail/receive.ts';

const least = { to: 'ada@fabrikam.com', subject: 'Hello', text: 'Hello Ada' };
const billing = { address: 'billing@contoso.com', senders: ['invoices@contoso.com'] };
const alerts = { address: 'alerts@contoso.com', senders: [] };

const refusals: readonly { name: string; body: unknown; code: string; said: RegExp }[] = [
  { name: 'not JSON', body: 'Hello, Ada', code: 'message-unreadable', said: /^the message is neither/ },
  { name: 'empty', body: null, code: 'message-unreadable', said: /^the message is empty/ },
  { name: 'a list', body: [least], code: 'message-unreadable', said: /a list/ },
  {
    name: 'invalid in two fields and as a whole',
    body: { to: 'ada', subject: 4711 },
    code: 'message-invalid',
    said: /to must be an address.*; subject must be a text; the message has no content/,
  },
  {
    name: 'of another version, whatever else it holds',
    body: { ...least, version: 2, to: [], subjects: ['Hello'] },
    code: 'message-version-unknown',
    said: /^version must be 1: [^;]*$/,
  },
  {
    name: 'a From of nobody',
    body: { ...least, from: 'ceo@contoso.com' },
    code: 'sender-unknown',
    said: /ceo@contoso\.com is neither a mailbox/,
  },
  { name: 'no From, two mailboxes', body: least, code: 'sender-unknown', said: /from is missing/ },
];

for (const { name, body, code, said } of refusals) {
  test(`never to be sent: ${name}`, () => {
    const received = receive([billing, alerts], body, 'queue-id');
    assert.ok(!received.ok);
    const { id, fault } = received.error;
    assert.deepEqual([id, fault.at, fault.code], ['queue-id', 'message', code]);
    assert.match(fault.said, said);
  });
}

test('all that is wrong with a message is kept', () => {
  const received = receive([billing], { to: 'ada', subject: 4711, colour: 'red' }, 'queue-id');
  assert.ok(!received.ok);
  assert.deepEqual(received.error.problems.map(({ path }) => path).sort(), ['', '', 'subject', 'to']);
});

test('a message of a known sender has its own id, its mailbox and the From as it is configured', () => {
  const body = { ...least, id: 'invoice-4711', from: 'INVOICES@contoso.com' };
  const received = receive([alerts, billing], body, 'queue-id');
  assert.ok(received.ok);
  const { message, mailbox, from, input } = received.value;
  assert.deepEqual(
    [message.id, mailbox, from],
    ['invoice-4711', 'billing@contoso.com', 'invoices@contoso.com'],
  );
  assert.equal(input, body);
});

test('without id and From it takes the id of the queue and the only mailbox', () => {
  const received = receive([billing], least, 'queue-id');
  assert.ok(received.ok);
  assert.deepEqual(
    [received.value.message.id, received.value.mailbox, received.value.from],
    ['queue-id', 'billing@contoso.com', 'billing@contoso.com'],
  );
});

test('of text and base64, the input is the JSON that was in it', () => {
  const json = JSON.stringify(least);
  for (const body of [json, Buffer.from(json).toString('base64')]) {
    const received = receive([billing], body, 'queue-id');
    assert.deepEqual(received.ok && received.value.input, least);
  }
});
