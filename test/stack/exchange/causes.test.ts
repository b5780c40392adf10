import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Mailbox } from '../../../local/exchange/mailbox.ts';
import type { ExchangeState, Organisation } from '../../../local/exchange/state.ts';
import { explain } from '../../../shared/failures/explain.ts';
import { secured, sendOn } from './client.ts';
import { accepted, contoso, mailbox } from './contoso.ts';

interface Cause {
  name: string;
  mailbox?: Partial<Mailbox>;
  organisation?: Partial<Organisation>;
  at: 'login' | 'submit';
  /** Where the words are longer than their beginning, they end in the host that said them. */
  reply: string;
  explainedAs: string;
}

const permanent = 'Failed to process message due to a permanent exception';
const causes: Cause[] = [
  {
    name: 'mailbox full',
    mailbox: { condition: 'full' },
    at: 'submit',
    reply: `554 5.2.2 mailbox full; STOREDRV.Submission.Exception:QuotaExceededException.MapiExceptionShutoffQuotaExceeded; ${permanent}`,
    explainedAs: 'mailbox-full',
  },
  {
    name: 'mailbox without a licence',
    mailbox: { condition: 'unlicensed' },
    at: 'submit',
    reply: '550 5.7.1 Client does not have permissions to submit to this server',
    explainedAs: 'submission-not-permitted',
  },
  {
    name: 'mailbox quarantined',
    mailbox: { condition: 'quarantined' },
    at: 'submit',
    reply: '550 5.7.10 STOREDRV.Submit; Sender mailbox quarantined.',
    explainedAs: 'sender-mailbox-quarantined',
  },
  {
    name: 'submission disabled',
    mailbox: { condition: 'submissionDisabled' },
    at: 'submit',
    reply: '550 5.7.1 Submission has been disabled for this account',
    explainedAs: 'submission-disabled',
  },
  {
    name: 'sender restricted',
    mailbox: { condition: 'restricted' },
    at: 'submit',
    reply: '550 5.1.8 Access denied, bad outbound sender',
    explainedAs: 'bad-outbound-sender',
  },
  {
    name: 'mailbox soft-deleted',
    mailbox: { condition: 'softDeleted' },
    at: 'login',
    reply:
      '535 5.7.3 Unable to proxy authenticated session because either the backend does not support it or failed to resolve the user',
    explainedAs: 'login-mailbox-unknown',
  },
  {
    name: 'tenant locked out',
    organisation: { block: 'lockedOut' },
    at: 'login',
    reply: '535 5.7.3 Authentication unsuccessful. Tenant locked out',
    explainedAs: 'tenant-locked-out',
  },
  {
    name: 'tenant above its threshold',
    organisation: { block: 'threshold' },
    at: 'submit',
    reply: '550 5.7.705 Access denied, tenant has exceeded threshold',
    explainedAs: 'tenant-blocked',
  },
  {
    name: 'tenant with a low reputation',
    organisation: { block: 'lowReputation' },
    at: 'submit',
    reply: '550 5.7.708 Access denied, traffic not accepted from this IP',
    explainedAs: 'tenant-blocked',
  },
  {
    name: 'queue of the organisation full',
    organisation: { block: 'queueQuota' },
    at: 'submit',
    reply: '450 4.7.0 Organization queue quota exceeded.',
    explainedAs: 'organization-queue-full',
  },
  {
    name: 'recipient on the block list',
    organisation: { blockedRecipients: ['A@fabrikam.test', 'b@fabrikam.test'] },
    at: 'submit',
    reply:
      "550 5.7.703 Your message can't be delivered because messages to A@fabrikam.test are blocked by your organization using Tenant Allow Block List.",
    explainedAs: 'tenant-block-list',
  },
  {
    name: 'domain not accepted',
    organisation: { acceptedDomains: ['contoso.onmicrosoft.com'] },
    at: 'submit',
    reply: '550 5.7.750 Service unavailable. Client blocked from sending from unregistered domains',
    explainedAs: 'sender-domain-not-accepted',
  },
];

const withCause = (cause: Pick<Cause, 'mailbox' | 'organisation'>): ExchangeState => {
  const state = contoso();
  return {
    ...state,
    organisation: { ...state.organisation, ...cause.organisation },
    mailboxes: state.mailboxes.map((one) => ({ ...one, ...cause.mailbox })),
  };
};

for (const { name, at, reply, explainedAs, ...cause } of causes) {
  test(`cause: ${name}, until it is mended`, async (t) => {
    const state = withCause(cause);
    const { client, login } = await secured(t, state);
    const atLogin = await client.ask(`AUTH XOAUTH2 ${login}`);
    const said = at === 'login' ? atLogin : (await sendOn(client)).end;
    assert.equal(said.replace(/ \[Hostname=\S+\.prod\.outlook\.com\]$/, ''), reply);
    assert.equal(explain({ at, code: said.slice(0, 3), said }).id, explainedAs);

    const { organisation, mailboxes } = contoso();
    Object.assign(state, { organisation, mailboxes });
    if (at === 'login') assert.match(await client.ask(`AUTH XOAUTH2 ${login}`), /^235 /);
    assert.match((await sendOn(client)).end, accepted);
  });
}

test('cause: an accepted domain, in other case, and recipients that are not blocked', async (t) => {
  const organisation = { acceptedDomains: ['contoso.com'], blockedRecipients: ['b@fabrikam.test'] };
  const { client, login } = await secured(t, withCause({ organisation }));
  await client.ask(`AUTH XOAUTH2 ${login}`);
  await client.ask('MAIL FROM:<billing@CONTOSO.com>');
  await client.ask('RCPT TO:<a@fabrikam.test>');
  await client.ask('DATA');
  assert.match(await client.ask(`From: ${mailbox}\r\n\r\nhello\r\n.`), accepted);
});

test('cause: a mailbox that moves says one thing and then another, and refuses no login', async (t) => {
  const { client, login, exchange } = await secured(t, withCause({ mailbox: { condition: 'moving' } }));
  assert.match(await client.ask(`AUTH XOAUTH2 ${login}`), /^235 /);
  const rows = [];
  for (let tries = 0; tries < 3; tries += 1) {
    const said = (await sendOn(client)).end;
    rows.push(explain({ at: 'submit', code: said.slice(0, 3), said }).id);
  }
  assert.deepEqual(rows, ['mailbox-server-offline', 'mailbox-object-missing', 'mailbox-logon-failure']);
  assert.deepEqual(exchange.messages, []);
});

test('cause: a mailbox that is deleted while somebody is logged in', async (t) => {
  const state = contoso();
  const { client, login } = await secured(t, state);
  await client.ask(`AUTH XOAUTH2 ${login}`);
  state.mailboxes = withCause({ mailbox: { condition: 'softDeleted' } }).mailboxes;
  const said = (await sendOn(client)).end;
  assert.match(
    said,
    /^554 5\.2\.0 STOREDRV\.Submission\.Exception:ObjectNotFoundException\.MapiExceptionNotFound; /,
  );
});
