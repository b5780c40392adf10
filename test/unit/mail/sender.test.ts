import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findSender, parseMailboxes } from '../../../shared/mail/sender.ts';

const right: readonly (readonly [string, readonly (readonly string[])[]])[] = [
  ['billing@contoso.com', [['billing@contoso.com']]],
  [
    'billing@contoso.com: invoices@contoso.com, dunning@contoso.com; alerts@contoso.com',
    [['billing@contoso.com', 'invoices@contoso.com', 'dunning@contoso.com'], ['alerts@contoso.com']],
  ],
  [' ; billing@contoso.com : ; ', [['billing@contoso.com']]],
  ['billing@contoso.com:,invoices@contoso.com,', [['billing@contoso.com', 'invoices@contoso.com']]],
  ['Billing@bücher.example', [['Billing@xn--bcher-kva.example']]],
];

for (const [text, expected] of right) {
  test(`MAIL_MAILBOXES=${text}`, () => {
    assert.deepEqual(parseMailboxes(text), {
      ok: true,
      value: expected.map(([address, ...senders]) => ({ address, senders })),
    });
  });
}

const wrong: readonly (readonly [string, RegExp])[] = [
  ['', /names no mailbox/],
  [' ; ', /names no mailbox/],
  ['billing', /no mail address/],
  [': invoices@contoso.com', /no mail address/],
  ['Billing <billing@contoso.com>', /no mail address/],
  ['billing@contoso.com, alerts@contoso.com', /no mail address/],
  ['a@contoso.com: b@contoso.com: c@contoso.com', /second ":"/],
  ['a@contoso.com: x@contoso.com; b@contoso.com: X@Contoso.com', /one address twice/],
  ['a@contoso.com; b@contoso.com: a@contoso.com', /one address twice/],
  ['a@contoso.com: a@contoso.com', /one address twice/],
];

for (const [text, says] of wrong) {
  test(`MAIL_MAILBOXES=${text} is refused without a word of it`, () => {
    const read = parseMailboxes(text);
    assert.ok(!read.ok);
    assert.match(read.error, says);
    assert.doesNotMatch(read.error, /@contoso/i);
  });
}

const billing = { address: 'Billing@contoso.com', senders: ['invoices@contoso.com'] };
const alerts = { address: 'alerts@contoso.com', senders: [] };

test('From finds its mailbox, and is written as the settings write it', () => {
  const find = (from: string) => findSender([billing, alerts], from);
  assert.deepEqual(find('billing@CONTOSO.com'), { mailbox: billing, from: 'Billing@contoso.com' });
  assert.deepEqual(find('INVOICES@contoso.com'), { mailbox: billing, from: 'invoices@contoso.com' });
  assert.deepEqual(find('alerts@contoso.com'), { mailbox: alerts, from: 'alerts@contoso.com' });
  assert.equal(find('ada@contoso.com'), undefined);
});

test('without From the only mailbox sends, and of several none', () => {
  assert.deepEqual(findSender([billing], undefined), { mailbox: billing, from: 'Billing@contoso.com' });
  assert.equal(findSender([billing, alerts], undefined), undefined);
});
