import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Fault } from '../../../shared/failures/fault.ts';
import { failed, ok } from '../../../shared/failures/result.ts';
import { type DeliverParts, deliver } from '../../../shared/mail/deliver.ts';
import type { MessageInput } from '../../../shared/mail/message.ts';
import type { Outcome } from '../../../shared/mail/outcome.ts';
import type { Submission } from '../../../shared/mail/submission.ts';
import { compose } from '../../../shared/smtp/compose.ts';

const now = new Date('2026-11-25T12:00:00Z');
const receipt = { id: 'queue-id', attempt: 1, insertedAt: new Date('2026-11-25T11:59:00Z') };
const least = { to: 'ada@fabrikam.com', subject: 'Hello', text: 'Hello Ada' } satisfies MessageInput;
const billing = { address: 'billing@contoso.com', senders: ['invoices@contoso.com'] };
const alerts = { address: 'alerts@contoso.com', senders: [] };
const accepted: Outcome = { kind: 'accepted', reply: '250 2.0.0 OK', refused: [] };

const parts: DeliverParts = {
  mailboxes: [billing],
  maxMessageBytes: 36_700_160,
  compose,
  token: async () => ok('a token'),
  send: async () => accepted,
  now: () => now,
};

/** Delivers with parts that note what was handed in and answer with `outcome`. */
async function delivered(body: unknown, changes: Partial<DeliverParts> = {}, outcome = accepted) {
  const submissions: Submission[] = [];
  const send = async (submission: Submission) => {
    submissions.push(submission);
    return outcome;
  };
  return { delivery: await deliver({ ...parts, send, ...changes }, body, receipt), submissions };
}

const refusals: readonly {
  name: string;
  body: unknown;
  parts?: Partial<DeliverParts>;
  code: string;
  said: RegExp;
}[] = [
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
    name: 'expired before now',
    body: { ...least, expires: '2026-11-25T11:59:59Z' },
    code: 'message-expired',
    said: /2026-11-25T11:59:59.000Z/,
  },
  {
    name: 'expired at this very moment',
    body: { ...least, expires: now.toISOString() },
    code: 'message-expired',
    said: /expires was/,
  },
  {
    name: 'a From of nobody',
    body: { ...least, from: 'ceo@contoso.com' },
    code: 'sender-unknown',
    said: /ceo@contoso\.com is neither a mailbox/,
  },
  {
    name: 'no From, two mailboxes',
    body: least,
    parts: { mailboxes: [billing, alerts] },
    code: 'sender-unknown',
    said: /from is missing/,
  },
  {
    name: 'one byte too large',
    body: least,
    parts: {
      compose: async (...of) => ({ ...(await compose(...of)), raw: Buffer.alloc(1025) }),
      maxMessageBytes: 1024,
    },
    code: 'message-too-large',
    said: /1025 bytes, and MAIL_MAX_MESSAGE_BYTES is 1024/,
  },
];

for (const { name, body, parts: changes, code, said } of refusals) {
  test(`refused without asking for token or connection: ${name}`, async () => {
    const { delivery } = await delivered(body, {
      token: async () => assert.fail('asked for a token'),
      send: async () => assert.fail('asked for a connection'),
      ...changes,
    });
    assert.equal(delivery.outcome.kind, 'failed');
    const [fault, ...more] = delivery.outcome.kind === 'failed' ? delivery.outcome.faults : [];
    assert.equal(more.length, 0);
    assert.equal(fault?.at, 'message');
    assert.equal(fault?.code, code);
    assert.match(fault?.said ?? '', said);
  });
}

test('all that is wrong with a message is kept', async () => {
  const { delivery } = await delivered({ to: 'ada', subject: 4711, colour: 'red' });
  assert.deepEqual(delivery.problems.map(({ path }) => path).sort(), ['', '', 'subject', 'to']);
  assert.equal(delivery.id, 'queue-id');
  assert.equal(delivery.message, undefined);
});

test('a message of just the allowed size is sent', async () => {
  const { submissions } = await delivered(least, {
    compose: async (...of) => ({ ...(await compose(...of)), raw: Buffer.alloc(1024) }),
    maxMessageBytes: 1024,
  });
  assert.equal(submissions.length, 1);
});

test('an accepted message was handed in for its mailbox, dated when it was taken in', async () => {
  const body = { ...least, id: 'invoice-4711', from: 'INVOICES@contoso.com', bcc: 'audit@contoso.com' };
  const { delivery, submissions } = await delivered(body, { mailboxes: [alerts, billing] });
  const [submission] = submissions;
  assert.equal(submissions.length, 1);
  assert.equal(submission?.mailbox, 'billing@contoso.com');
  assert.deepEqual(submission?.envelope, {
    from: 'invoices@contoso.com',
    to: ['ada@fabrikam.com', 'audit@contoso.com'],
  });
  assert.match(submission?.raw.toString() ?? '', /^Date: Wed, 25 Nov 2026 11:59:00 \+0000\r$/m);
  assert.equal(submission?.signal.aborted, false);

  assert.deepEqual(delivery.outcome, accepted);
  assert.equal(delivery.id, 'invoice-4711');
  assert.deepEqual(delivery.sender, { mailbox: 'billing@contoso.com', from: 'invoices@contoso.com' });
  assert.equal(delivery.composed?.bytes, submission?.raw.length);
  assert.match(delivery.composed?.messageId ?? '', /^<.+@contoso\.com>$/);
  assert.deepEqual(delivery.problems, []);
});

test('a message without id and From takes the id of the receipt and the only mailbox', async () => {
  const { delivery } = await delivered(least);
  assert.equal(delivery.id, 'queue-id');
  assert.deepEqual(delivery.sender, { mailbox: 'billing@contoso.com', from: 'billing@contoso.com' });
});

test('text and base64 of a message are read as well', async () => {
  const json = JSON.stringify(least);
  for (const body of [json, Buffer.from(json).toString('base64')])
    assert.deepEqual((await delivered(body)).delivery.outcome, accepted);
});

const fault: Fault = { at: 'login', code: '535', said: '535 5.7.3 Authentication unsuccessful' };
const endings: readonly Outcome[] = [
  { kind: 'failed', faults: [fault] },
  { kind: 'uncertain', fault },
];

for (const outcome of endings) {
  test(`the outcome of the hand-over is the outcome of the attempt: ${outcome.kind}`, async () => {
    assert.deepEqual((await delivered(least, {}, outcome)).delivery.outcome, outcome);
  });
}

test('the token is asked for where the connection needs one, and timed with the attempt', async () => {
  const noToken = failed<Fault>({ at: 'token', code: 'AADSTS700027', said: 'no' });
  const { delivery } = await delivered(least, {
    token: (stopwatch) => stopwatch.time('token', async () => noToken),
    send: async ({ token }) => {
      const text = await token();
      return text.ok ? accepted : { kind: 'failed', faults: [text.error] };
    },
  });
  assert.deepEqual(delivery.outcome, { kind: 'failed', faults: [noToken.error] });
  assert.deepEqual(Object.keys(delivery.stages), ['compose', 'token']);
});
