import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { explainText } from '../../../shared/failures/explain.ts';
import { explainPage } from '../../../shared/pages/explain-page.ts';
import { pageHeaders } from '../../../shared/pages/page.ts';
import { refusalPage } from '../../../shared/pages/refusal-page.ts';
import { reportPage } from '../../../shared/pages/report-page.ts';
import { whereToPaste } from '../../../shared/pages/where-to-paste.ts';
import { states, wild } from './states.ts';
import { statusPages } from './status-states.ts';

const pages: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(states).map(([name, report]) => [name, reportPage(report)])),
  ...Object.fromEntries(Object.entries(await statusPages()).map(([name, page]) => [`status, ${name}`, page])),
  'the empty explanation': explainPage(),
  'an explanation': explainPage(explainText('535 5.7.3 Authentication unsuccessful')),
  'an explanation of what is not listed': explainPage(explainText(wild)),
  'a refusal': refusalPage(wild),
};

const policy = pageHeaders['content-security-policy'] ?? '';
const hashOf = (text = '') => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

for (const [name, page] of Object.entries(pages)) {
  test(`${name}: the policy allows its own style and script and nothing else`, () => {
    const styles = [...page.matchAll(/<style>([\s\S]*?)<\/style>/g)].map(([, text]) => hashOf(text));
    const scripts = [...page.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, text]) => hashOf(text));
    assert.deepEqual([styles.length, scripts.length], [1, 1]);
    assert.ok(policy.includes(`style-src ${styles[0]};`));
    assert.ok(policy.includes(`script-src ${scripts[0]};`));
    const tags = page.match(/<[a-z][^>]*>/g) ?? [];
    assert.deepEqual(
      tags.filter((tag) => /\s(?:style|on\w+|src|action)=/.test(tag.replace(/(value|content)="[^"]*"/g, ''))),
      [],
    );
    const links = tags.flatMap((tag) => /\shref="([^"]*)"/.exec(tag)?.[1] ?? []);
    assert.deepEqual(
      links.filter((link) => link !== '' && !link.startsWith('#')),
      [],
    );
  });
}

test('a page loads nothing, is not framed, not kept, and its address goes nowhere', () => {
  for (const part of [
    "default-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ]) {
    assert.ok(policy.split('; ').includes(part), part);
  }
  assert.equal(pageHeaders['referrer-policy'], 'no-referrer');
  assert.equal(pageHeaders['cache-control'], 'no-store');
  assert.equal(pageHeaders['x-content-type-options'], 'nosniff');
});

test('what was pasted comes back into the field as it was, its first line break too', () => {
  const pasted = explainPage({ ...explainText('x'), said: '\n</textarea><b>' });
  assert.match(pasted, /<textarea[^>]*>\n\n&lt;\/textarea&gt;&lt;b&gt;<\/textarea>/);
});

test('an explanation says what it means, why, the remedy, what becomes of the message and how sure it is', () => {
  const text = explainPage(explainText('535 5.7.3 Authentication unsuccessful')).replace(/<[^>]*>/g, '');
  const parts = [
    'Logging in to Exchange Online; in the catalogue: login-refused',
    'Causes, likeliest first',
    'Mend it',
    'What becomes of the message',
    'How sure this is',
    'documented by Microsoft, or seen in a public log',
    'docs/errors.md#login-refused',
  ];
  const places = parts.map((part) => text.indexOf(part));
  assert.ok(
    places.every((place, index) => place > (places[index - 1] ?? -1)),
    String(places),
  );
});

for (const [command, place] of [
  ['New-ServicePrincipal -AppId x', 'PowerShell, after Connect-ExchangeOnline'],
  ['Get-MailboxStatistics -Identity x', 'PowerShell, after Connect-ExchangeOnline'],
  ['Connect-ExchangeOnline', 'PowerShell'],
  ['Test-NetConnection smtp.office365.com -Port 587', 'PowerShell'],
  ['az ad app show --id x', 'Terminal with the Azure CLI'],
  ['az ad app list\nname=$(az ad app list --query x)', 'Bash with the Azure CLI, as in Azure Cloud Shell'],
  [`az ad app x --parameters '{"a":1}'`, 'Bash with the Azure CLI, as in Azure Cloud Shell'],
  ['role=$(az ad sp show --id x)\naz rest', 'Bash with the Azure CLI, as in Azure Cloud Shell'],
  ['npm run holds -- list', 'Terminal, in the folder of SendAsApp'],
  ['w32tm /resync', 'Terminal'],
] as const) {
  test(`${command.split('\n')[0]} is pasted into: ${place}`, () => {
    assert.equal(whereToPaste(command), place);
  });
}
