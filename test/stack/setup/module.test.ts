import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import type { ExchangeState } from '../../../local/exchange/state.ts';
import { guardAgainstLeaks } from '../../support/leak-guard.ts';
import { findPowerShell, reasonToSkip } from '../../support/powershell/find-powershell.ts';
import { startPowerShell } from '../../support/powershell/start-powershell.ts';
import { message, sendOn, signIn } from '../exchange/client.ts';
import { accepted, contoso, exchangeFor, mailbox, objectId } from '../exchange/contoso.ts';

const skip = reasonToSkip(await findPowerShell());
const noLeaks = await guardAgainstLeaks();
const powershell = skip ? undefined : await startPowerShell({ state: contoso() });
after(async () => {
  await powershell?.stop();
  await noLeaks();
});

const connect = 'Connect-ExchangeOnline -ShowBanner:$false';

/** Runs a script as a connected administrator of a tenant. */
async function run(script: string, state: ExchangeState = contoso(), administrator = {}) {
  assert.ok(powershell);
  powershell.exchange.state = state;
  powershell.exchange.administrator = administrator;
  const before = powershell.calls.length;
  const ran = await powershell.run(`${connect}\n${script}`);
  return { ...ran, state, calls: powershell.calls.slice(before) };
}

const refusedByPowerShell: readonly { name: string; script: string; says: RegExp }[] = [
  {
    name: 'an unknown parameter',
    script: `Set-CASMailbox -Identity ${mailbox} -SmtpClientAuthenticationEnabled $true`,
    says: /A parameter cannot be found that matches parameter name 'SmtpClientAuthenticationEnabled'/,
  },
  {
    name: 'text for a Boolean',
    script: `Add-MailboxPermission -Identity ${mailbox} -User ${objectId} -AccessRights FullAccess -AutoMapping 'False'`,
    says: /Boolean parameters accept only Boolean values and numbers/,
  },
  {
    name: 'a missing mandatory parameter',
    script: `Add-MailboxPermission -Identity ${mailbox} -User ${objectId}`,
    says: /missing mandatory parameters: AccessRights/,
  },
  {
    name: 'an empty text for a mandatory parameter',
    script: 'Set-CASMailbox -Identity $nothing -SmtpClientAuthenticationDisabled $true',
    says: /Cannot bind argument to parameter 'Identity' because it is an empty string/,
  },
  {
    name: 'a right that does not exist',
    script: `Add-RecipientPermission -Identity ${mailbox} -Trustee ${objectId} -AccessRights SendOnBehalf`,
    says: /does not belong to the set "SendAs"/,
  },
  {
    name: 'a second argument by position',
    script: `New-ServicePrincipal ${objectId} ${objectId}`,
    says: /A positional parameter cannot be found/,
  },
  {
    name: 'object id and service id together',
    script: `New-ServicePrincipal -AppId a -ObjectId ${objectId} -ServiceId ${objectId}`,
    says: /Parameter set cannot be resolved/,
  },
  {
    name: 'Remove-… asks',
    script: `Remove-ServicePrincipal -Identity ${objectId}`,
    says: /PowerShell is in\sNonInteractive mode/,
  },
  {
    name: 'Add-RecipientPermission asks',
    script: `Add-RecipientPermission -Identity ${mailbox} -Trustee ${objectId} -AccessRights SendAs`,
    says: /PowerShell is in\sNonInteractive mode/,
  },
  {
    name: 'Disconnect-ExchangeOnline asks',
    script: 'Disconnect-ExchangeOnline; Get-Mailbox | Out-Null',
    says: /PowerShell is in\sNonInteractive mode/,
  },
];

for (const { name, script, says } of refusedByPowerShell) {
  test(`module: ${name}: PowerShell refuses, nothing reaches Exchange`, { skip }, async () => {
    const ran = await run(script);
    assert.match(ran.err, says);
    assert.deepEqual(ran.calls, []);
    assert.deepEqual(ran.state, contoso());
  });
}

test('module: no Exchange cmdlet before connecting and after disconnecting', { skip }, async () => {
  assert.ok(powershell);
  const notRecognized = /The term 'Get-Mailbox' is not recognized/;
  assert.match((await powershell.run('Get-Mailbox')).err, notRecognized);
  const ran = await run('Disconnect-ExchangeOnline -Confirm:$false; Get-ConnectionInformation; Get-Mailbox');
  assert.match(ran.err, notRecognized);
  assert.equal(ran.out, '');
});

test('module: a cmdlet that the roles do not grant does not come with the session', { skip }, async () => {
  const ran = await run('Get-Mailbox | Out-Null; New-ServicePrincipal -AppId a -ObjectId b', contoso(), {
    lacks: ['New-ServicePrincipal'],
  });
  assert.match(ran.err, /^New-ServicePrincipal: [\s\S]*The term 'New-ServicePrincipal' is not recognized/);
});

test('module: -WhatIf says what it would do, and does nothing', { skip }, async () => {
  const ran = await run(
    `Set-CASMailbox -Identity ${mailbox} -SmtpClientAuthenticationDisabled $true -WhatIf
    Remove-ServicePrincipal -Identity ${objectId} -WhatIf`,
  );
  assert.equal(ran.err, '');
  assert.equal(ran.out.match(/^What if: /gm)?.length, 2);
  assert.deepEqual(ran.calls, []);
});

test('module: preference variables of a script do not reach it, as with the real one', { skip }, async () => {
  const ran = await run(
    `$WhatIfPreference = $true; $ErrorActionPreference = 'Stop'
    Get-Mailbox -Identity nobody@contoso.com
    Set-CASMailbox -Identity ${mailbox} -SmtpClientAuthenticationDisabled $true
    'went on'`,
  );
  assert.match(ran.out, /went on/);
  assert.equal(ran.state.mailboxes[0]?.smtpClientAuthenticationDisabled, true);
});

const unknown = 'Get-Mailbox -Identity nobody@contoso.com -ErrorAction Stop';
const caught = `try { ${unknown} } catch { "$($_.CategoryInfo.Reason)|$($_.Exception.Message)" }`;

test('module: errors have the class of the real ones, and a sentence in the language at hand', {
  skip,
}, async () => {
  const shape =
    /^ManagementObjectNotFoundException\|Ex6F9304\|Microsoft\.Exchange\.Configuration\.Tasks\.ManagementObjectNotFoundException\|/;
  const english = await run(caught);
  assert.match(english.out, shape);
  assert.match(english.out, /object 'nobody@contoso\.com' couldn't be found on/);
  const german = await run(caught, contoso(), { language: 'de' });
  assert.match(german.out, shape);
  assert.match(german.out, /das Objekt 'nobody@contoso\.com'/);
});

test('module: an empty identity gives every object', { skip }, async () => {
  const ran = await run('(Get-Recipient -Identity $nothing).PrimarySmtpAddress');
  assert.equal(ran.out, 'billing@contoso.com\ninvoices@contoso.com\n');
});

test('module: twice the same permission is a warning, and changes nothing', { skip }, async () => {
  const add = `Add-RecipientPermission ${mailbox} -Trustee ${objectId} -AccessRights SendAs -Confirm:$false | Out-Null`;
  const remove = add.replace('Add-', 'Remove-');
  const ran = await run([add, add, remove, remove].join('\n'));
  assert.equal(ran.err, '');
  assert.equal(ran.out.match(/^WARNING: /gm)?.length, 2);
  assert.deepEqual(
    ran.calls.map(({ hasChanged }) => hasChanged),
    [true, false, true, false],
  );
});

test('module: an application has to be in Entra, and may take a while to be seen', { skip }, async () => {
  const clientId = '44444444-4444-4444-4444-444444444444';
  const script = (id: string) =>
    `New-ServicePrincipal -AppId ${clientId} -ObjectId ${id} -DisplayName New | Out-Null`;
  const application = { clientId, objectId: '55555555-5555-5555-5555-555555555555' };
  const administrator = { enterpriseApplications: () => [application], notFoundYet: 1 };
  const wrong = await run(script(objectId), contoso(), administrator);
  assert.match(wrong.err, /AADServicePrincipalNotFoundException\|No ServicePrincipal with Object Id/);
  const right = script(application.objectId);
  const ran = await run(`${right}\n${right}\n${right}`, contoso(), administrator);
  assert.equal(ran.err.match(/AADServicePrincipalNotFoundException/g)?.length, 1);
  assert.match(ran.err, /ADObjectAlreadyExistsException/);
  assert.equal(ran.state.servicePrincipals.length, 2);
});

test('module: application RBAC, from an organization that was never customized', { skip }, async () => {
  const state = {
    ...contoso(),
    organisation: { smtpClientAuthenticationDisabled: true, isDehydrated: true },
  };
  const assign = `New-ManagementRoleAssignment -Name App -Role 'Application SMTP.SendAsApp' -App ${objectId} -CustomResourceScope Scope | Out-Null`;
  const ran = await run(
    `New-ManagementScope -Name Scope -RecipientRestrictionFilter "PrimarySmtpAddress -eq '${mailbox}' -or PrimarySmtpAddress -eq 'x@contoso.com'" | Out-Null
    (Get-ManagementScope -Identity Scope).RecipientFilter
    ${assign}
    Enable-OrganizationCustomization
    ${assign}
    (Test-ServicePrincipalAuthorization -Identity ${objectId} -Resource ${mailbox}).InScope
    Remove-ManagementScope -Identity Scope -Confirm:$false
    Set-ManagementScope -Identity Scope -RecipientRestrictionFilter "PrimarySmtpAddress -eq 'x@contoso.com'"
    (Test-ServicePrincipalAuthorization -Identity ${objectId} -Resource ${mailbox}).InScope`,
    state,
  );
  assert.equal(
    ran.out,
    `((PrimarySmtpAddress -eq '${mailbox}') -or (PrimarySmtpAddress -eq 'x@contoso.com'))\nTrue\nFalse\n`,
  );
  assert.deepEqual(ran.err.match(/(?<=\.)\w+Exception(?=\|)/g), [
    'InvalidOperationInDehydratedContextException',
    'TaskInvalidOperationException',
  ]);
});

test('module: what a command changes, the running Exchange does', { skip }, async (t) => {
  const state = contoso();
  const [entry] = state.mailboxes;
  assert.ok(entry);
  entry.fullAccess = [];
  const exchange = await exchangeFor(t, state);
  assert.match((await sendFrom()).end, /^430 4\.2\.0 /);
  const ran = await run(
    `Add-MailboxPermission -Identity ${mailbox} -User ${objectId} -AccessRights FullAccess -AutoMapping $false`,
    state,
  );
  assert.equal(ran.err, '');
  assert.match((await sendFrom()).end, accepted);

  async function sendFrom() {
    const client = await signIn(exchange, state);
    return sendOn(client, message);
  }
});

const isWindows = process.platform === 'win32';

test('shell: a program that a test puts first in PATH', { skip: skip || isWindows }, async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'programs-'));
  t.after(() => rm(folder, { recursive: true }));
  await writeFile(path.join(folder, 'az'), '#!/bin/sh\necho "out $1"; echo "err $2" >&2; exit 3\n', {
    mode: 0o755,
  });
  const shell = await startPowerShell({ state: contoso(), path: [folder], env: { MORE: 'yes' } });
  t.after(() => shell.stop());
  const ran = await shell.run(`az 'a "b' "c d"; "$LASTEXITCODE $env:MORE"; exit $LASTEXITCODE`);
  assert.deepEqual(ran, { code: 3, out: 'out a "b\n3 yes\n', err: 'err c d\n' });
});

test('shell: no script hurts the next one', { skip }, async () => {
  assert.ok(powershell);
  const harm = `$global:ErrorActionPreference = 'Stop'; $env:HARM = '1'; $global:harm = 1; Set-Location /
    function global:Get-Date { 'harm' }; throw 'end'`;
  const thrown = await powershell.run(harm);
  assert.equal(thrown.code, 1);
  assert.equal((await powershell.run('exit 3')).code, 3);
  assert.equal((await powershell.run('$x = @{')).code, 1);
  const next = await powershell.run(
    `"$ErrorActionPreference,$env:HARM,$harm,$((Get-Date).GetType().Name),$((Get-Location).Path)"; Write-Error bad; 'ü'`,
  );
  assert.equal(next.out, `Continue,,,DateTime,${powershell.folder}\nü\n`);
  assert.deepEqual([next.code, next.err], [0, 'Write-Error: bad\n']);
});
