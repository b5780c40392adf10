import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failed, ok } from '../../../shared/failures/result.ts';
import { decide } from '../../../shared/mail/decide.ts';
import { type DeliverParts, deliver } from '../../../shared/mail/deliver.ts';
import { attemptLine } from '../../../shared/mail/log.ts';
import type { Outcome } from '../../../shared/mail/outcome.ts';
import { compose } from '../../../shared/smtp/compose.ts';

const receipt = { id: 'queue-id', attempt: 2, insertedAt: new Date('2026-11-25T11:59:00Z') };
const attachment = Buffer.from('confidential-file');

/** Each word beginning with `secret` and each local part may stand in no log. */
const body = {
  id: 'invoice-4711',
  from: { name: 'secret-sender-name', address: 'secret-from@contoso.com' },
  to: [{ name: 'secret-name', address: 'secret-ada@fabrikam.com' }, 'secret-bob@fabrikam.com'],
  cc: 'secret-cc@northwind.com',
  bcc: 'secret-bcc@fabrikam.com',
  replyTo: 'secret-reply@contoso.com',
  subject: 'secret-subject',
  text: 'secret-text',
  html: '<p>secret-html</p>',
  headers: { 'X-Secret': 'secret-header' },
  attachments: [{ filename: 'secret-file.txt', content: attachment.toString('base64') }],
  icalendar: 'BEGIN:VCALENDAR\r\nSUMMARY:secret-event\r\nEND:VCALENDAR\r\n',
  metadata: { order: '4711' },
};

const parts: DeliverParts = {
  mailboxes: [{ address: 'secret-mailbox@contoso.com', senders: ['secret-from@contoso.com'] }],
  maxMessageBytes: 36_700_160,
  compose,
  token: async () => ok('secret-token'),
  send: async () => assert.fail('not replaced'),
  now: () => new Date('2026-11-25T12:00:00Z'),
};

/** The log line of an attempt that ended so. */
async function lineAfter(outcome: Outcome, message: unknown = body, changes: Partial<DeliverParts> = {}) {
  const send: DeliverParts['send'] = async ({ token }) => {
    await token();
    return outcome;
  };
  const delivery = await deliver({ ...parts, send, ...changes }, message, receipt);
  return attemptLine(delivery, receipt, decide(delivery.outcome, []));
}

const said = '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient secret-ada@fabrikam.com not found';
const accepted: Outcome = {
  kind: 'accepted',
  reply: '250 2.0.0 OK <secret-reply-text> [Hostname=X]',
  serverMessageId: 'server-id',
  refused: [{ address: 'secret-ada@fabrikam.com', fault: { at: 'submit', code: '550', said } }],
};
const refused: Outcome = { kind: 'failed', faults: [{ at: 'submit', code: '550', said }] };
const loginFailed: Outcome = {
  kind: 'failed',
  faults: [{ at: 'login', code: '535', said: '535 5.7.3 secret-mailbox@contoso.com secret-token' }],
};
const uncertain: Outcome = { kind: 'uncertain', fault: { at: 'submit', code: 'ETIMEDOUT', said } };

const lines: readonly (readonly [string, () => Promise<string>])[] = [
  ['accepted', () => lineAfter(accepted)],
  ['refused', () => lineAfter(refused)],
  ['login failed', () => lineAfter(loginFailed)],
  ['uncertain', () => lineAfter(uncertain)],
  [
    'invalid',
    () => lineAfter(accepted, { ...body, subject: 'secret\nsubject', to: 'secret-ada@', cc: 4711 }),
  ],
  ['unreadable', () => lineAfter(accepted, `{"subject": "secret-subject", secret}`)],
  ['unknown sender', () => lineAfter(accepted, { ...body, from: 'secret-ceo@contoso.com' })],
  ['expired', () => lineAfter(accepted, { ...body, expires: '2020-01-01T00:00:00Z' })],
  ['too large', () => lineAfter(accepted, body, { maxMessageBytes: 1 })],
  [
    'no token',
    () =>
      lineAfter(accepted, body, {
        token: async () => failed({ at: 'token', code: 'AADSTS700027', said: 'secret-token' }),
      }),
  ],
];

for (const [name, lineOf] of lines) {
  test(`no subject, content, address or token in the line of an attempt: ${name}`, async () => {
    const line = await lineOf();
    assert.equal(JSON.parse(line).event, 'mail.attempt');
    assert.ok(!line.includes('\n'));
    assert.doesNotMatch(line, /secret|confidential|Y29uZmlkZW50aWFs/i);
  });
}

test('an accepted attempt is counted by domain and keeps what a search needs', async () => {
  const { ms, bytes, messageId, refused, ...line } = JSON.parse(await lineAfter(accepted));
  assert.deepEqual(line, {
    event: 'mail.attempt',
    id: 'invoice-4711',
    attempt: 2,
    outcome: 'accepted',
    action: 'done',
    code: '250',
    serverMessageId: 'server-id',
    // printf secret-mailbox@contoso.com | sha256sum | cut -c1-8
    mailbox: 'e9a7b773',
    to: { 'fabrikam.com': 3, 'northwind.com': 1 },
    metadata: { order: '4711' },
  });
  assert.deepEqual(Object.keys(ms), ['compose']);
  assert.ok(bytes > 500);
  assert.match(messageId, /@contoso\.com>$/);
  assert.deepEqual(
    refused.map(({ domain, code }: Record<string, string>) => [domain, code]),
    [['fabrikam.com', '550']],
  );
});

test('a failed attempt names its failure, what to do with an unfilled command, and where to read on', async () => {
  const { failure, code } = JSON.parse(await lineAfter(loginFailed));
  assert.deepEqual(code, ['535']);
  assert.deepEqual(Object.keys(failure[0]), ['id', 'at', 'meaning', 'fix', 'command', 'more']);
  assert.match(failure[0].command, /^New-ServicePrincipal -AppId <client id> -ObjectId </);
  assert.equal(failure[0].more, `docs/errors.md#${failure[0].id}`);
});

test('the mailbox has the same short name whatever case the settings use', async () => {
  const mailboxOf = async (address: string) =>
    JSON.parse(
      await lineAfter(accepted, body, { mailboxes: [{ address, senders: ['secret-from@contoso.com'] }] }),
    ).mailbox;
  assert.equal(await mailboxOf('billing@contoso.com'), await mailboxOf('Billing@Contoso.com'));
  assert.notEqual(await mailboxOf('billing@contoso.com'), await mailboxOf('alerts@contoso.com'));
});
