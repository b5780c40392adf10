import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, test } from 'node:test';
import type { ExchangeState } from '../../../local/exchange/state.ts';
import { isPowerShell } from '../../../shared/failures/placeholders.ts';
import { guardAgainstLeaks } from '../../support/leak-guard.ts';
import { findPowerShell, reasonToSkip } from '../../support/powershell/find-powershell.ts';
import { startPowerShell } from '../../support/powershell/start-powershell.ts';
import {
  catalogueCommands,
  guideBlocks,
  guideInlineCommands,
  notRun,
  powerShellCommands,
  runnable,
} from './commands.ts';

const skip = reasonToSkip(await findPowerShell());
const noLeaks = await guardAgainstLeaks();
const plain = {
  clientId: '5d1f2d5c-6c1a-4a52-8a0c-0d8f7b1f5e22',
  objectId: 'c0a8e6d2-7f43-4b19-8e55-2d9b71f3a604',
  mailbox: 'billing@contoso.com',
  sender: 'invoices@contoso.com',
  recipient: 'kim@fabrikam.example',
  vault: 'contoso-mail',
  storageAccount: 'contosomail',
};
/** Names that PowerShell would read as more than text. */
const odd = {
  ...plain,
  mailbox: "o'neil$x@contoso.com",
  sender: 'büro’;throw‘@contoso.com',
};

const sendAsApp = 'Application SMTP.SendAsApp';

/** A tenant that has mailboxes and nothing set up, in an organization that was never customized. */
const untouched = ({ objectId, mailbox, sender }: typeof plain): ExchangeState => ({
  tenantId: '8f3c1c1e-0d7b-4c5e-9a57-2b0f6f1f0a11',
  audience: 'https://outlook.office365.com',
  organisation: { smtpClientAuthenticationDisabled: true, isDehydrated: true },
  servicePrincipals: [],
  roleAssignments: [{ name: 'SendAsApp', app: objectId, role: sendAsApp, scope: [mailbox] }],
  authenticationPolicies: [{ name: 'Block Basic Auth', allowBasicAuthSmtp: false }],
  mailboxes: [{ address: mailbox, smtpClientAuthenticationDisabled: true, fullAccess: [], sendAs: [] }],
  otherRecipients: [{ address: sender, sendAs: [] }],
  sendFromAliasEnabled: false,
});

const powershell = skip ? undefined : await startPowerShell({ state: untouched(plain) });
after(async () => {
  await powershell?.stop();
  await noLeaks();
});

/** Runs commands one after another in one connected session: the errors and the output of each. */
async function runAll(state: ExchangeState, commands: readonly string[]) {
  assert.ok(powershell);
  powershell.exchange.state = state;
  const before = powershell.calls.length;
  await writeFile(path.join(powershell.folder, 'commands.json'), JSON.stringify(commands));
  const { out, err } = await powershell.run(`
    Connect-ExchangeOnline -ShowBanner:$false
    $results = foreach ($command in Get-Content commands.json -Raw | ConvertFrom-Json) {
      $Error.Clear()
      $said = try { & ([scriptblock]::Create($command)) *>&1 | Out-String } catch { $null }
      [pscustomobject] @{ errors = @($Error | ForEach-Object { "$_" }); out = "$said" }
    }
    ConvertTo-Json -InputObject @($results) -Depth 3`);
  assert.equal(err, '');
  const results = JSON.parse(out) as { errors: string[]; out: string }[];
  assert.equal(results.length, commands.length);
  return {
    results: results.map((result, index) => ({ command: commands[index] ?? '', ...result })),
    calls: powershell.calls.slice(before),
  };
}

const failures = (results: readonly { command: string; errors: string[] }[]) =>
  results.filter(({ errors }) => errors.length > 0).map(({ command, errors }) => ({ command, errors }));

/** The registration first, which others need, and what changes the address of the mailbox last. */
const inOrder = (commands: readonly string[]) =>
  [...commands].sort((one, other) => place(one) - place(other));
const place = (command: string) =>
  /^New-ServicePrincipal /m.test(command) ? 0 : command.includes('-WindowsEmailAddress') ? 2 : 1;

/** What Exchange says to commands that make something, when they are repeated. */
const madeAlready = /ADObjectAlreadyExistsException|already enabled for customization/;
const makes = /^(?:New|Enable)-/m;

const afterwards = ({ clientId, objectId, mailbox, sender }: typeof plain): ExchangeState => ({
  ...untouched({ ...plain, mailbox, sender }),
  organisation: { smtpClientAuthenticationDisabled: false, isDehydrated: false, allowLegacyTLSClients: true },
  servicePrincipals: [{ appId: clientId, objectId, displayName: 'SendAsApp' }],
  managementScopes: [mailbox, sender].map((name) => ({
    name,
    filter: `(PrimarySmtpAddress -eq '${name.replaceAll("'", "''")}')`,
  })),
  roleAssignments: [
    ...(untouched({ ...plain, mailbox, sender }).roleAssignments ?? []),
    ...[mailbox, sender].map((name) => ({
      name,
      app: objectId,
      role: sendAsApp,
      scope: [name],
      customResourceScope: name,
    })),
  ],
  mailboxes: [
    {
      // Set-Mailbox -WindowsEmailAddress, whose value the administrator has to choose.
      address: 'name@your-domain',
      aliases: [mailbox],
      smtpClientAuthenticationDisabled: false,
      fullAccess: [objectId],
      sendAs: [],
      maxSendSize: 157_286_400,
      recipientLimits: 1000,
      messageCopyForSMTPClientSubmissionEnabled: false,
    },
  ],
  otherRecipients: [{ address: sender, sendAs: [objectId] }],
  sendFromAliasEnabled: true,
});

for (const [name, values] of Object.entries({ plain, odd })) {
  test(`catalogue: every PowerShell command works, and works again, with ${name} names`, {
    skip,
  }, async (t) => {
    const commands = inOrder(powerShellCommands(values).map(runnable).filter(Boolean));
    assert.ok(commands.length > 25, `only ${commands.length} commands`);
    const state = untouched(values);
    const first = await runAll(state, commands);
    assert.deepEqual(failures(first.results), []);
    assert.deepEqual(state, afterwards(values));

    const second = await runAll(state, commands);
    const unforeseen = second.results.map(({ command, errors }) => ({
      command,
      errors: makes.test(command) ? errors.filter((error) => !madeAlready.test(error)) : errors,
    }));
    assert.deepEqual(failures(unforeseen), []);
    assert.deepEqual(
      second.calls.filter(({ hasChanged }) => hasChanged),
      [],
    );
    t.diagnostic(`${commands.length} commands, ${first.calls.length} of them changes`);
  });
}

test('catalogue: a look-up shows what it is for', { skip }, async () => {
  const { clientId: appId, objectId } = plain;
  const state = { ...untouched(plain), servicePrincipals: [{ appId, objectId, displayName: 'SendAsApp' }] };
  const looksUp = (command: string) => command.split('\n').every((line) => /^(?:Get|Test)-/.test(line));
  const { results } = await runAll(state, powerShellCommands(plain).map(runnable).filter(looksUp));
  const said = (start: string) => results.find(({ command }) => command.startsWith(start))?.out ?? '';
  assert.match(said('Test-ServicePrincipalAuthorization'), /InScope\s*:\s*True/);
  assert.match(said('Get-CASMailbox'), /SmtpClientAuthenticationDisabled\s*:\s*True/);
  assert.match(said('Get-User'), /AllowBasicAuthSmtp\s*:\s*False/);
  assert.match(said('Get-ServicePrincipal | Where-Object'), new RegExp(`ObjectId\\s*:\\s*${plain.objectId}`));
  assert.match(said('Get-Recipient'), /RecipientTypeDetails\s*:\s*UserMailbox/);
});

test('guide: its PowerShell blocks in their order register, grant, check and undo', { skip }, async () => {
  const state = { ...untouched(plain), roleAssignments: [] };
  state.organisation = { smtpClientAuthenticationDisabled: true };
  const filled = guideBlocks.map((block) =>
    runnable(block)
      .replace("'<client ID>'", `'${plain.clientId}'`)
      .replace("'<object ID of the enterprise application>'", `'${plain.objectId}'`),
  );
  const before = structuredClone(state);
  // One block after the other, in one session: those below use the variables of those above.
  const { results, calls } = await runAll(state, [filled.join('\n')]);
  assert.deepEqual(failures(results), []);
  assert.ok(calls.length > 10 && calls.every(({ hasChanged }) => hasChanged));
  assert.match(results[0]?.out ?? '', /\bTrue\b/);
  assert.deepEqual(state, { ...before, managementScopes: [] });
});

test('guide: the PowerShell commands in its sentences work', { skip }, async () => {
  const commands = guideInlineCommands.map(runnable).filter(Boolean);
  assert.ok(commands.length >= 3);
  const preamble = `$mailbox = '${plain.mailbox}'; $appId = '${plain.clientId}'; $objectId = '${plain.objectId}'\n`;
  const { results } = await runAll(
    afterwards(plain),
    commands.map((command) => preamble + command),
  );
  assert.deepEqual(failures(results), []);
});

test('catalogue: a command is PowerShell, or for a shell, or a query of the log', () => {
  const other = /^(?:az |npm run |\w+=\$\(az |union |winget |w32tm )/;
  assert.deepEqual(
    catalogueCommands.filter((command) => !isPowerShell(command) && !other.test(command)),
    [],
  );
});

test('every PowerShell line that is not run is one that is parsed', { skip }, async (t) => {
  const all = [...powerShellCommands(plain), ...guideBlocks, ...guideInlineCommands, ...windowsPrograms];
  const lines = all.flatMap((command) => command.split('\n'));
  const left = lines.filter((line) => notRun.some(([pattern]) => pattern.test(line)));
  const { results } = await runAll(
    untouched(plain),
    all.map(
      (command) => `$t = $e = $null
[void] [Management.Automation.Language.Parser]::ParseInput(@'
${command}
'@, [ref] $t, [ref] $e); $e.Message`,
    ),
  );
  assert.deepEqual(
    results.filter(({ errors, out }) => errors.length > 0 || out.trim() !== ''),
    [],
  );
  for (const [pattern, why] of notRun) {
    assert.ok(
      left.some((line) => pattern.test(line)),
      `${pattern} is not needed any more`,
    );
    t.diagnostic(`not run: ${pattern.source} (${why})`);
  }
});

/** Programs of Windows, which PowerShell starts as well. */
const windowsPrograms = catalogueCommands.filter((command) => /^(?:winget|w32tm) /.test(command));
