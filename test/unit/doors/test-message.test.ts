import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withDefaults } from '../../../shared/doors/test-message.ts';

const one = [{ address: 'billing@contoso.com', senders: ['invoices@contoso.com'] }];
const two = [...one, { address: 'alerts@contoso.com', senders: [] }];

for (const [name, mailboxes, body, expected] of [
  ['nothing is written', one, {}, { to: 'billing@contoso.com', hasSubject: true, hasText: true }],
  [
    'nothing is written, and there are two mailboxes',
    two,
    {},
    { to: undefined, hasSubject: true, hasText: true },
  ],
  [
    'from a sender, to its mailbox',
    two,
    { from: { name: 'Invoices', address: 'INVOICES@contoso.com' } },
    { to: 'billing@contoso.com', hasSubject: true, hasText: true },
  ],
  ['from nobody of ours', two, { from: 'eve@x.example' }, { to: undefined, hasSubject: true, hasText: true }],
  [
    'to somebody, with HTML',
    one,
    { cc: 'ada@fabrikam.com', html: '<p>' },
    { to: undefined, hasSubject: true, hasText: false },
  ],
  [
    'ready to be sent',
    one,
    { mime: 'QQ==' },
    { to: 'billing@contoso.com', hasSubject: false, hasText: false },
  ],
] as const) {
  test(`what a test message gets where it is left out: ${name}`, () => {
    const message = withDefaults(mailboxes, body) as Record<string, unknown>;
    const { to, subject, text, priority, ifUncertain } = message;
    assert.deepEqual({ to, hasSubject: subject !== undefined, hasText: text !== undefined }, expected);
    assert.deepEqual([priority, ifUncertain], ['high', 'hold']);
    assert.deepEqual(withDefaults(mailboxes, body), message);
  });
}

test('what is written stays, and what is no object, too', () => {
  const written = { subject: 'a', text: 'b', to: 'c', priority: 'normal', ifUncertain: 'resend' };
  assert.deepEqual(withDefaults(one, written), written);
  assert.equal(withDefaults(one, 'no JSON'), 'no JSON');
});
