import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ExchangeState } from '../../../local/exchange/state.ts';
import { readHeaders, refusalOf } from '../../../local/exchange/submission.ts';
import { createUsage } from '../../../local/exchange/usage.ts';
import { contoso, mailbox, objectId } from './contoso.ts';

const logonFailure =
  /^430 4\.2\.0 STOREDRV; mailbox logon failure; STOREDRV\.Submission\.Exception:ConnectionFailedTransientException\.MapiExceptionLogonFailed; Failed to process message due to a transient exception with message \[BeginDiagnosticData\]Cannot open mailbox\. .+\[EndDiagnosticData\] \[Hostname=\S+\.prod\.outlook\.com\]$/;
const denied = (from: string) =>
  new RegExp(
    `^554 5\\.2\\.252 SendAsDenied; ${mailbox} not allowed to send as ${from}; STOREDRV\\.Submission\\.Exception:SendAsDeniedException\\.MapiExceptionSendAsDenied; Failed to process message due to a permanent exception with message \\[BeginDiagnosticData\\]Cannot submit message\\. .+\\[EndDiagnosticData\\] \\[Hostname=\\S+\\.prod\\.outlook\\.com\\]$`,
  );
const alias = 'rechnung@contoso.com';
const group = 'invoices@contoso.com';
const other = 'ceo@contoso.com';

const cases: { name: string; senders: string[]; change?: (state: ExchangeState) => void; reply?: RegExp }[] =
  [
    { name: 'the mailbox itself', senders: [mailbox, 'Billing@contoso.com'] },
    { name: 'a group with SendAs', senders: [mailbox, group] },
    { name: 'an address without SendAs in the header', senders: [mailbox, other], reply: denied(other) },
    { name: 'an address without SendAs in the envelope', senders: [other, mailbox], reply: denied(other) },
    { name: 'an alias', senders: [alias], reply: denied(alias) },
    {
      name: 'an alias where the organisation allows it',
      senders: [alias],
      change: (state) => {
        state.sendFromAliasEnabled = true;
      },
    },
    {
      name: 'a mailbox without FullAccess',
      senders: [other],
      change: (state) => state.mailboxes[0]?.fullAccess.pop(),
      reply: logonFailure,
    },
    {
      name: 'a mailbox that is gone since the login',
      senders: [mailbox],
      change: (state) => state.mailboxes.pop(),
      reply: /^554 5\.2\.0 STOREDRV\.Submission\.Exception:ObjectNotFoundException\.MapiExceptionNotFound; /,
    },
  ];

for (const { name, senders, change, reply } of cases) {
  test(`submission: ${name}`, () => {
    const state = contoso();
    change?.(state);
    const login = { objectId, mailbox, model: 'mailbox' } as const;
    const submission = { login, senders, recipients: ['a@fabrikam.test'] };
    const refusal = refusalOf(state, submission, createUsage()(mailbox), 0);
    if (reply) assert.match(refusal ?? '', reply);
    else assert.equal(refusal, undefined);
  });
}

test('headers: folded and encoded From, a Sender, and a body that looks like headers', async () => {
  const raw = Buffer.from(
    'From: =?utf-8?q?M=C3=BCller=2C_Ltd=2E?=\r\n <a@x.test>\r\nsender: "b@no.test" <b@x.test>\r\nMessage-ID: <1@x.test>\r\n\r\nFrom: c@x.test\r\n',
  );
  assert.deepEqual(await readHeaders(raw), { senders: ['a@x.test', 'b@x.test'], messageId: '<1@x.test>' });
});
