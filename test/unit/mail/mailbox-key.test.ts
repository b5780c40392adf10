import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mailboxKey } from '../../../shared/mail/mailbox-key.ts';

test('a mailbox has one short name, whatever case its address is written in', () => {
  // printf %s billing@contoso.example | sha256sum | cut -c1-12
  assert.equal(mailboxKey('billing@contoso.example'), 'd5669ef8dd90');
  assert.equal(mailboxKey('Billing@Contoso.Example'), 'd5669ef8dd90');
  assert.notEqual(mailboxKey('alerts@contoso.example'), 'd5669ef8dd90');
});
