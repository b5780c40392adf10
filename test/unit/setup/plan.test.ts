import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readSetupSettings } from '../../../shared/settings.ts';
import { planFrom } from '../../../shared/setup/plan.ts';

const whole = {
  MAIL_TENANT_ID: '8F3C1C1E-0d7b-4c5e-9a57-2b0f6f1f0a11',
  MAIL_CLIENT_ID: '5d1f2d5c-6c1a-4a52-8a0c-0d8f7b1f5e22',
  MAIL_CLOUD: 'gcc-high',
  MAIL_MAILBOXES: 'billing@contoso.com: invoices@contoso.com; alerts@contoso.com',
  MAIL_VAULT_URL: 'https://contoso-mail.vault.usgovcloudapi.net',
  MAIL_CERTIFICATE_NAME: 'mail-app',
  MAIL_PERMISSION_MODEL: 'rbac',
  MAIL_KEEP_COPIES: 'no',
};

function settingsOf(environment: Readonly<Record<string, string>>) {
  const read = readSetupSettings(environment);
  assert.ok(read.ok, JSON.stringify(read));
  return read.value;
}

test('a plan takes what the settings say', () => {
  const known = { application: 'Mail', objectId: 'c0a8e6d2-7f43-4b19-8e55-2d9b71f3a604' };
  assert.deepEqual(planFrom(settingsOf(whole), known), {
    tenantId: '8f3c1c1e-0d7b-4c5e-9a57-2b0f6f1f0a11',
    clientId: '5d1f2d5c-6c1a-4a52-8a0c-0d8f7b1f5e22',
    objectId: 'c0a8e6d2-7f43-4b19-8e55-2d9b71f3a604',
    application: 'Mail',
    cloud: 'gcc-high',
    mailboxes: [
      { address: 'billing@contoso.com', senders: ['invoices@contoso.com'] },
      { address: 'alerts@contoso.com', senders: [] },
    ],
    permissionModel: 'rbac',
    keepCopies: false,
    certificate: { source: 'vault-sign', vault: 'contoso-mail', name: 'mail-app' },
    identityClientId: undefined,
  });
});

test('the mailboxes alone make a plan, before there is an app registration', () => {
  const plan = planFrom(settingsOf({ MAIL_MAILBOXES: 'billing@contoso.com' }));
  assert.equal(plan.clientId, undefined);
  assert.equal(plan.keepCopies, undefined);
  assert.equal(plan.permissionModel, 'mailbox');
  assert.deepEqual(plan.certificate, { source: 'vault-sign' });
});

test('no mailbox, and what is there but wrong, is a problem of the settings', () => {
  const read = readSetupSettings({ MAIL_CLIENT_ID: 'mine', MAIL_KEEP_COPIES: 'maybe' });
  assert.deepEqual(read.ok ? [] : read.error.map(({ name, says }) => `${name} ${says}`), [
    'MAIL_CLIENT_ID is not a GUID (8-4-4-4-12 hexadecimal digits)',
    'MAIL_MAILBOXES is missing',
    'MAIL_KEEP_COPIES is neither yes nor no',
  ]);
});
