import assert from 'node:assert/strict';
import { test } from 'node:test';
import { catalogue } from '../../../shared/failures/catalogue.ts';
import { explain, explainText } from '../../../shared/failures/explain.ts';
import { whatHappens } from '../../../shared/failures/what-happens.ts';

const sentences: readonly [id: string, says: readonly RegExp[]][] = [
  ['message-invalid', [/^It is not sent, and kept .*npm run buried/]],
  ['recipient-not-found', [/^The other recipients get it\. .*it is not sent, and kept/]],
  ['recipient-busy', [/^Exchange Online had accepted it: .*nothing is held/]],
  ['exchange-module-missing', [/^None is concerned/]],
  ['settings-invalid', [/^It goes back to the queue for five minutes/]],
  ['storage-role-missing', [/^What was taken in waits in the table/]],
  ['storage-unreachable', [/5 seconds to 5 minutes/]],
  [
    'vault-role-missing',
    [/^The messages of all mailboxes wait\. One message tries after 5 minutes, then at longer/],
  ],
  ['smtp-auth-disabled-mailbox', [/^The messages of the mailbox wait\. .*after 15 minutes/]],
  ['send-as-denied', [/with this From address wait\. .*after 30 minutes/, /npm run holds -- release/]],
  ['tenant-blocked', [/after an hour, then every hour/]],
  [
    'assertion-key-not-found',
    [/^The certificate is read anew .*If it is refused again: the messages of all/],
  ],
  ['not-authenticated', [/^A new token is fetched .*If it is refused again: the messages of the mailbox/]],
  [
    'login-refused',
    [/^A new token is fetched .*accepted before, it pauses: .*never was: the messages of the mailbox/],
  ],
  [
    'mailbox-logon-failure',
    [/^Where the mailbox was accepted before, it pauses: .*30 seconds, 1 and 2 minutes/],
  ],
  [
    'token-endpoint-unreachable',
    [/^The mailbox pauses: one message tries after 30 seconds, .*up to 5 minutes\. As soon/],
  ],
  [
    'managed-identity-not-ready',
    [/^The mailbox pauses: .*If that does not help: the messages of all mailboxes wait/],
  ],
  ['too-many-recipients', [/^It goes again at once, to half as many/]],
  [
    'mailbox-server-offline',
    [/^It is tried again after 1, 2, 5, 15 and 30 minutes, then every hour, until MAIL_RETRY_FOR/],
  ],
  ['organization-queue-full', [/then every hour \(never sooner than after 10 minutes\), until/]],
  ['recipients-deferred', [/^The other recipients get it\. For this one it is tried again/]],
  ['smtp-line-broke', [/^It is tried again .*MAIL_IF_UNCERTAIN says/]],
  ['process-died', [/^Perhaps it was sent\. .*MAIL_IF_UNCERTAIN=resend/]],
  ['paused', [/^It waits, .*npm run holds -- release/]],
];

for (const [id, says] of sentences) {
  test(`what happens after ${id}: ${says[0]?.source}`, () => {
    const row = catalogue.find((one) => one.id === id);
    assert.ok(row);
    for (const words of says) assert.match(whatHappens(row), words);
  });
}

test('an explanation says it too, of what is not listed as well', () => {
  for (const row of catalogue) {
    assert.equal(explain({ at: row.at, code: row.id, said: '' }).becomes, whatHappens(row), row.id);
  }
  assert.match(explainText('550 5.9.99 Something new').becomes, /^It is not sent, and kept/);
});

test('every sentence is whole', () => {
  const broken = catalogue.filter((row) => !/^[A-Z](?:(?!undefined|NaN| {2}).)+\.$/.test(whatHappens(row)));
  assert.deepEqual(broken, []);
});
