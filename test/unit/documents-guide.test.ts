import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { withExplanations } from '../../scripts/guide-explanations.ts';
import { explainText } from '../../shared/failures/explain.ts';
import { definitions } from '../../shared/settings/definitions.ts';
import { anchorOf } from '../support/anchor.ts';

// That links and settings exist is held for every page by documents-links.test.ts, the quotes of the validator and the
// commands for az and PowerShell by test/stack.
const guide = readFileSync(path.resolve(import.meta.dirname, '../../docs/guide.md'), 'utf8');

/** A section with those below it, from its heading on. */
function sectionOf(heading: string): string {
  const [hashes = ''] = /^#+/.exec(heading) ?? [];
  const begin = guide.indexOf(`\n${heading}\n`);
  assert.ok(begin >= 0, heading);
  const next = new RegExp(`^#{1,${hashes.length}} `, 'm');
  const rest = guide.slice(begin + heading.length + 2);
  return rest.slice(0, next.exec(rest)?.index ?? rest.length);
}

/** Every field that the common guides collect before, and that their programs' forms ask for. */
const fields = [
  'Tenant ID',
  'App (Client) ID',
  'Object ID (Enterprise App)',
  'Certificate (.pfx)',
  'Mailbox address',
  'Use OAuth 2.0 authorization',
  'Send Code Challenge (RFC 7636)',
  'Authorization Endpoint URL',
  'Token Endpoint URL',
  'Client ID',
  'Client Secret',
  'Scope',
  'Redirect URI',
  'Private Key File (.pfx)',
  'Private Key Password',
  'From Address',
];

const rows = sectionOf('## What other programs ask for')
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .map((line) => line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '')));

for (const field of fields) {
  test(`the field ${field} of other programs is a setting here, or not needed for a reason`, () => {
    const found = rows.filter(([name]) => name === field);
    assert.equal(found.length, 1);
    const here = found[0]?.[1] ?? '';
    const settings = [...here.matchAll(/`(MAIL_[A-Z_]+)[=`]/g)].map(([, name = '']) => name);
    assert.ok(settings.length > 0 || /^not needed, because ./.test(here), here);
    for (const name of settings) assert.ok(Object.hasOwn(definitions, name), name);
  });
}

/** What the common guides have people do, and the step that does it here. */
const steps = [
  ['add SMTP.SendAsApp', '### Step 2: add the permission SMTP.SendAsApp', 'APIs my organization uses'],
  ['grant admin consent', '### Step 3: grant admin consent', 'appRoleAssignments'],
  ['upload the .cer', '### Step 5: give the app registration the public part', '--append'],
  ['install and connect', '### Step 7: install the module and connect', 'Connect-ExchangeOnline'],
  [
    'register the app',
    '### Step 8: register the app in Exchange Online',
    'New-ServicePrincipal -AppId $appId -ObjectId',
  ],
  ['FullAccess', '### Step 9: grant FullAccess and SendAs', 'Add-MailboxPermission'],
  ['SendAs', '### Step 9: grant FullAccess and SendAs', 'Add-RecipientPermission'],
  ['SMTP AUTH', '### Step 10: switch authenticated SMTP on for the mailbox', 'Set-CASMailbox'],
  ['the From address', '### The From rule', 'SendAsDenied'],
  ['waiting', '### Step 11: wait', '30 to 60 minutes'],
] as const;

for (const [name, heading, words] of steps) {
  test(`${name}: the guide has it in "${heading.slice(4)}"`, () => {
    assert.ok(sectionOf(heading).includes(words));
  });
}

const headings = [...guide.matchAll(/^### Step .+$/gm)].map(([heading]) => heading);

test('the contents lead to every step and every part', () => {
  const contents = guide.slice(0, guide.indexOf('\n## '));
  for (const [, title = ''] of guide.matchAll(/^##? ?#? ((?:Step|Part) .+)$/gm)) {
    assert.ok(contents.includes(`(#${anchorOf(title)})`), title);
  }
  assert.ok(headings.length >= 17);
});

/** Steps that nobody can skip, or that the app itself is the proof of. */
const withoutQuote = ['Step 13', 'Step 15', 'Step 16'];

for (const heading of headings) {
  if (withoutQuote.some((step) => heading.includes(step))) continue;
  test(`${heading.slice(4)}: says what comes of skipping it`, () => {
    assert.match(sectionOf(heading), /\*\*If you (?:skip|take|leave)/);
  });
}

/** The errors that the common guides list, each with the row that explains it and the place where the guide does. */
const troubles = [
  ['535 5.7.139', 'smtp-auth-disabled-tenant', '### SMTP AUTH is disabled'],
  ['535 5.7.3', 'login-refused', '### Authentication unsuccessful'],
  ['554 5.2.252', 'send-as-denied', '### SendAsDenied'],
  ['430 4.2.0', 'mailbox-logon-failure', '### Mailbox logon failure'],
  ["The term 'New-ServicePrincipal'", 'exchange-cmdlet-missing', '### Errors of the PowerShell module'],
] as const;

for (const [code, id, heading] of troubles) {
  test(`${code}: the guide shows what npm run explain says of it`, () => {
    const [, said = ''] = /^```text explained=(.+)$/m.exec(sectionOf(heading)) ?? [];
    assert.ok(said.startsWith(code), said);
    assert.equal(explainText(said).id, id);
  });
}

test('explanations in the guide are up to date (else: node scripts/write-guide.ts)', () => {
  assert.equal(guide, withExplanations(guide));
  assert.equal(guide.match(/^```text explained=.+\nerror {8}\S+$/gm)?.length, troubles.length);
});

const shellBlocks = [...guide.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, block = '']) => block);

test('every block for the shell is one that a shell can read', { skip: process.platform === 'win32' }, () => {
  assert.ok(shellBlocks.length > 10);
  for (const block of shellBlocks) {
    const { status, stderr } = spawnSync('bash', ['-n'], { input: block, encoding: 'utf8' });
    assert.equal(status, 0, `${stderr}\n${block}`);
  }
});
