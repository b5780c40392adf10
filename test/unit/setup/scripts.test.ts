import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SetupPlan } from '../../../shared/setup/plan.ts';
import { setupScripts } from '../../../shared/setup/scripts.ts';

const plan: SetupPlan = {
  tenantId: '8f3c1c1e-0d7b-4c5e-9a57-2b0f6f1f0a11',
  clientId: '5d1f2d5c-6c1a-4a52-8a0c-0d8f7b1f5e22',
  objectId: 'c0a8e6d2-7f43-4b19-8e55-2d9b71f3a604',
  application: 'Müller’s $mail `app`\n; Remove-Everything',
  mailboxes: [
    { address: "o'neil@contoso.com", senders: ['invoices@contoso.com'] },
    { address: 'alerts@contoso.com', senders: [] },
  ],
  permissionModel: 'mailbox',
  keepCopies: false,
  cloud: 'worldwide',
  certificate: { source: 'vault-sign', vault: 'contoso-mail', name: 'mail-app' },
};

const textOf = (name: string, changed: Partial<SetupPlan> = {}) =>
  setupScripts({ ...plan, ...changed }).find((script) => script.name === name)?.text ?? '';

const plans: readonly (readonly [string, Partial<SetupPlan>])[] = [
  ['permissions on mailboxes', {}],
  ['application RBAC', { permissionModel: 'rbac' }],
  [
    'nothing known yet',
    { tenantId: undefined, clientId: undefined, objectId: undefined, keepCopies: undefined },
  ],
];

for (const [name, changed] of plans) {
  test(`${name}: each script is ASCII, and a name's second line is no line of it`, () => {
    for (const { name, text } of setupScripts({ ...plan, ...changed })) {
      assert.match(text, /^[\n -~]+$/, name);
      assert.doesNotMatch(text, /^; Remove-Everything/m, name);
      assert.ok(text.endsWith('\n'), name);
      assert.doesNotMatch(text, /\{(?:tenantId|clientId|vault|certificate|mailbox)\}/, name);
    }
  });
}

test('values stand in the script as quoted parameters', () => {
  const text = textOf('setup-exchange.ps1');
  assert.match(text, /\[string\]\$AppId = '5d1f2d5c-6c1a-4a52-8a0c-0d8f7b1f5e22',/);
  assert.match(
    text,
    /\[string\]\$DisplayName = \('M' \+ \[char\]0xfc \+ 'ller' \+ \[char\]0x2019 \+ 's \$mail `app`'/,
  );
  assert.match(text, /What = 'fullAccess'; Of = 'o''neil@contoso\.com'; Should = \$true/);
});

test('each permission model asks for its own commands only', () => {
  const byMailbox = textOf('setup-exchange.ps1');
  const byRole = textOf('setup-exchange.ps1', { permissionModel: 'rbac' });
  const commands = (text: string) => /^\$Commands = .*$/m.exec(text)?.[0] ?? '';
  assert.match(commands(byMailbox), /Add-MailboxPermission/);
  assert.doesNotMatch(commands(byMailbox), /Management/);
  assert.match(commands(byRole), /New-ManagementRoleAssignment/);
  assert.doesNotMatch(commands(byRole), /MailboxPermission/);
});

test('the scope of application RBAC quotes in its own language, and then in PowerShell', () => {
  assert.ok(
    textOf('setup-exchange.ps1', { permissionModel: 'rbac' }).includes(
      `Should = 'PrimarySmtpAddress -eq ''o''''neil@contoso.com'' -or PrimarySmtpAddress -eq ''alerts@contoso.com'' -or PrimarySmtpAddress -eq ''invoices@contoso.com'''`,
    ),
  );
});

test('copies are left as they are unless MAIL_KEEP_COPIES says', () => {
  assert.match(textOf('setup-exchange.ps1'), /What = 'copies'.*Should = \$false/);
  assert.doesNotMatch(textOf('setup-exchange.ps1', { keepCopies: undefined }), /What = 'copies'/);
});

test('check.ps1 holds no command that changes anything', () => {
  for (const permissionModel of ['mailbox', 'rbac'] as const) {
    const code = textOf('check.ps1', { permissionModel }).split('# ---- What errors mean')[0] ?? '';
    assert.match(code, /Get-ServicePrincipal/);
    assert.doesNotMatch(code, /\b(?:Set(?!-StrictMode)|Add|New|Remove|Enable)-[A-Z]\w+/);
  }
});

test('the cloud chooses whom Exchange Online connects to', () => {
  assert.match(textOf('check.ps1', { cloud: 'gcc-high' }), /\$ExchangeEnvironmentName = 'O365USGovGCCHigh'/);
  assert.match(textOf('check.ps1'), /\$ExchangeEnvironmentName = ''/);
});
