import assert from 'node:assert/strict';
import { readSettings, type Settings } from '../../../shared/settings.ts';

export const now = Date.parse('2026-11-25T12:00:00Z');

/** Settings that are right, with some of them changed. */
export function settingsWith(given: Readonly<Record<string, string>> = {}): Settings {
  const read = readSettings({
    MAIL_TENANT_ID: '8f3c1c1e-0d7b-4c5e-9a57-2b0f6f1f0a11',
    MAIL_CLIENT_ID: '5d1f2d5c-6c1a-4a52-8a0c-0d8f7b1f5e22',
    MAIL_MAILBOXES: 'billing@contoso.com; alerts@contoso.com',
    MAIL_VAULT_URL: 'https://contoso-mail.vault.azure.net/',
    MAIL_CERTIFICATE_NAME: 'mail-app',
    MAIL_STORAGE: 'UseDevelopmentStorage=true',
    MAIL_QUEUE: 'mail-outbound',
    ...given,
  });
  assert.ok(read.ok, JSON.stringify(read));
  return read.value;
}

/** Claims of a token that is right. */
export const rightClaims = {
  aud: 'https://outlook.office365.com',
  appid: '5d1f2d5c-6c1a-4a52-8a0c-0d8f7b1f5e22',
  oid: 'c0a8e6d2-7f43-4b19-8e55-2d9b71f3a604',
  tid: '8f3c1c1e-0d7b-4c5e-9a57-2b0f6f1f0a11',
  roles: ['SMTP.SendAsApp'],
};
