import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fillCommand, fillText } from '../../../shared/failures/placeholders.ts';

test('what is not known stays readable, what is no placeholder stays as it is', () => {
  assert.equal(fillText('{clientId} of {mailbox}', { mailbox: 'a@x.org' }), '<client id> of a@x.org');
  assert.equal(fillText('{mailbox}', { mailbox: '' }), '<mailbox address>');
  assert.equal(fillText('{odd} { $_ }', {}), '{odd} { $_ }');
});

const cases: readonly [command: string, mailbox: string, filled: string][] = [
  ['Get-Mailbox -Identity {mailbox}', 'a.b+c@x-y.org', 'Get-Mailbox -Identity a.b+c@x-y.org'],
  ['Get-Mailbox -Identity {mailbox}', "o'neil@x.org", "Get-Mailbox -Identity 'o''neil@x.org'"],
  ['Get-Mailbox -Identity {mailbox}', 'a’;Remove-Mailbox', "Get-Mailbox -Identity 'a’’;Remove-Mailbox'"],
  ['Get-Mailbox -Identity {mailbox}', '@args', "Get-Mailbox -Identity '@args'"],
  ['Get-Mailbox -Identity {mailbox}', 'a\nRemove-Mailbox', 'Get-Mailbox -Identity <mailbox address>'],
  ['Get-Mailbox -Identity {mailbox}', '-Confirm', 'Get-Mailbox -Identity <mailbox address>'],
  ['az show --id {mailbox}', 'a$(id)', "az show --id 'a$(id)'"],
  ['az show --id {mailbox}', "a'$(id)'", 'az show --id <mailbox address>'],
  ['union T | where * has "{mailbox}"', 'a" or 1 == 1', 'union T | where * has "<mailbox address>"'],
  ['union T | where * has "{mailbox}"', 'order-1', 'union T | where * has "order-1"'],
];

for (const [command, mailbox, filled] of cases) {
  test(`${JSON.stringify(mailbox)} in '${command.slice(0, 12)}…' cannot run as code`, () => {
    assert.equal(fillCommand(command, { mailbox }), filled);
  });
}
