import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { catalogue } from '../../../shared/failures/catalogue.ts';
import { powerShellLiteral } from '../../../shared/failures/powershell-literal.ts';
import { explanations } from '../../../shared/setup/exchange/explanations.ts';
import { asciiQuoted } from '../../../shared/setup/quote.ts';
import { setupScripts } from '../../../shared/setup/scripts.ts';
import { findPowerShell, reasonToSkip } from '../../support/powershell/find-powershell.ts';
import { type PowerShell, startPowerShell } from '../../support/powershell/start-powershell.ts';
import { plan, untouched } from './exchange-tenant.ts';

const skip = reasonToSkip(await findPowerShell());

let started: Promise<PowerShell> | undefined;
after(async () => (await started)?.stop());
const powerShell = (): Promise<PowerShell> => {
  started ??= startPowerShell({ state: untouched() });
  return started;
};

/** Says for a file each error of the parser, each token that Windows PowerShell 5.1 does not know, and each parameter that an Exchange command does not have. */
const inspect = `param($file)
Connect-ExchangeOnline -ShowBanner:$false
$tokens = $errors = $null
$tree = [Management.Automation.Language.Parser]::ParseFile($file, [ref] $tokens, [ref] $errors)
$errors | ForEach-Object { "$($_.Extent.StartLineNumber): $($_.Message)" }
$newer = 'QuestionQuestion', 'QuestionQuestionEquals', 'QuestionDot', 'QuestionLBracket', 'QuestionMark', 'AndAnd', 'OrOr'
$tokens | Where-Object { "$($_.Kind)" -in $newer } | ForEach-Object { "$($_.Extent.StartLineNumber): $($_.Text)" }
$exchange = @(Get-Command -Module (Get-ConnectionInformation).ModuleName).Name + 'Connect-ExchangeOnline'
$commands = $tree.FindAll({ $args[0] -is [Management.Automation.Language.CommandAst] -and $args[0].GetCommandName() -in $exchange }, $true)
foreach ($command in $commands) {
    foreach ($wrong in [Management.Automation.Language.StaticParameterBinder]::BindCommand($command, $true).BindingExceptions.Values) {
        # What is behind a splat is not known before it runs.
        if ($wrong.BindingException.Message -cnotmatch "'@") { "$($command.Extent.StartLineNumber): $($wrong.BindingException.Message)" }
    }
}`;

for (const permissionModel of ['mailbox', 'rbac'] as const) {
  for (const { name, text } of setupScripts({ ...plan, application: "O'Neil’s `$x`", permissionModel })) {
    test(`${permissionModel}: ${name} is PowerShell 5.1`, { skip }, async () => {
      const { folder, run } = await powerShell();
      await writeFile(path.join(folder, name), text);
      await writeFile(path.join(folder, 'inspect.ps1'), inspect);
      assert.deepEqual(await run(`./inspect.ps1 (Join-Path $PWD ${name})`), { code: 0, out: '', err: '' });
    });
  }
}

test('a fault of syntax, of version and of a name is found', { skip }, async () => {
  const { folder, run } = await powerShell();
  await writeFile(path.join(folder, 'wrong.ps1'), "$a = $b ?? 'c'\nSet-CASMailbox -Identiti 'x'\nfoo (\n");
  await writeFile(path.join(folder, 'inspect.ps1'), inspect);
  const { out } = await run('./inspect.ps1 (Join-Path $PWD wrong.ps1)');
  assert.match(out, /^3: .*\n/m);
  assert.match(out, /^1: \?\?$/m);
  assert.match(out, /^2: .*Identiti/m);
});

/** Texts that are hard on quotes, without what JSON and UTF-8 cannot carry: single surrogates. */
const texts = fc.sample(
  fc.oneof(
    fc.string({ unit: fc.constantFrom(...'\'‘’‚‛“”„"$`(){}\n\r\t ;#@%&|ü') }),
    fc.string({ unit: 'binary' }),
  ),
  { numRuns: 200, seed: 7 },
);

test('PowerShell reads back every text that was quoted', { skip }, async () => {
  const { run } = await powerShell();
  const lines = [...texts.map(powerShellLiteral), ...texts.map(asciiQuoted)].map(
    (expression) => `[Convert]::ToBase64String([Text.Encoding]::Unicode.GetBytes(${expression}))`,
  );
  const { out, err } = await run(lines.join('\n'));
  assert.equal(err, '');
  const read = out
    .replace(/\r?\n$/, '')
    .split(/\r?\n/)
    .map((line) => Buffer.from(line, 'base64').toString('utf16le'));
  assert.deepEqual(read, [...texts, ...texts]);
});

test('a script explains each real error of set-up by its row of the catalogue', { skip }, async () => {
  const rows = catalogue.filter(({ id }) => /^(?:exchange|powershell)-/.test(id));
  assert.ok(rows.length >= 6);
  const asks = rows
    .flatMap(({ seen }) => seen)
    .map((said) => `try { throw ${asciiQuoted(said)} } catch { Write-Failure $_ }`);
  const { run } = await powerShell();
  const { out } = await run([explanations(plan), ...asks].join('\n'));
  assert.deepEqual(
    [...out.matchAll(/docs\/errors\.md#([\w-]+)\)/g)].map(([, id]) => id),
    rows.flatMap(({ id, seen }) => seen.map(() => id)),
  );
});
