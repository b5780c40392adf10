import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Mailbox, OtherRecipient } from '../../../local/exchange/mailbox.ts';
import { message, sendOn, signIn } from './client.ts';
import { accepted, contoso, exchangeFor, mailbox, objectId } from './contoso.ts';

const shared = 'invoices@contoso.com';

interface Case {
  name: string;
  own?: Partial<Mailbox>;
  other?: Partial<OtherRecipient>;
  from?: string;
  kept: string[];
}

const behalf: Partial<OtherRecipient> = { sendAs: [], grantSendOnBehalfTo: ['Billing@contoso.com'] };

const cases: Case[] = [
  { name: 'the mailbox keeps what it submits', kept: [mailbox] },
  {
    name: 'not where that is switched off',
    own: { messageCopyForSMTPClientSubmissionEnabled: false },
    kept: [],
  },
  { name: 'who is sent as keeps nothing of itself', from: shared, kept: [mailbox] },
  {
    name: 'who is sent as keeps a copy where that is switched on',
    from: shared,
    other: { messageCopyForSentAsEnabled: true },
    kept: [mailbox, shared],
  },
  {
    name: 'only there, where the mailbox has its own switched off',
    from: shared,
    own: { messageCopyForSMTPClientSubmissionEnabled: false },
    other: { messageCopyForSentAsEnabled: true },
    kept: [shared],
  },
  {
    name: 'the switch for SendAs says nothing of on behalf',
    from: shared,
    other: { ...behalf, messageCopyForSentAsEnabled: true },
    kept: [mailbox],
  },
  {
    name: 'the switch for on behalf',
    from: shared,
    other: { ...behalf, messageCopyForSendOnBehalfEnabled: true },
    kept: [mailbox, shared],
  },
  {
    name: 'the switch for on behalf says nothing of SendAs',
    from: shared,
    other: { messageCopyForSendOnBehalfEnabled: true },
    kept: [mailbox],
  },
];

for (const { name, own, other, from = mailbox, kept } of cases) {
  test(`sent items: ${name}`, async (t) => {
    const state = contoso();
    state.mailboxes = state.mailboxes.map((one) => ({ ...one, ...own }));
    state.otherRecipients = [{ address: shared, sendAs: [objectId], ...other }];
    const exchange = await exchangeFor(t, state);
    const client = await signIn(exchange, state);
    const fromHeader = `From: ${from}\r\nSender: ${mailbox}`;
    assert.match((await sendOn(client, message.replace(`From: ${mailbox}`, fromHeader))).end, accepted);
    assert.deepEqual([...exchange.sentItems.keys()], kept);
    for (const items of exchange.sentItems.values()) assert.deepEqual(items, exchange.messages);
  });
}

test('sent items: a message that is refused is kept nowhere', async (t) => {
  const state = contoso();
  state.otherRecipients = [{ address: shared, sendAs: [], grantSendOnBehalfTo: ['alerts@contoso.com'] }];
  const exchange = await exchangeFor(t, state);
  const client = await signIn(exchange, state);
  assert.match((await sendOn(client, message.replace(mailbox, shared))).end, /^554 5\.2\.252 SendAsDenied; /);
  assert.equal(exchange.sentItems.size, 0);
});
