import type { SettingName } from '../../shared/settings/definitions.ts';
import type { Fault } from './fault.ts';

/** One setting that cannot be read as it stands; undefined takes it away. */
const misspelt = (name: SettingName, breaks: string, value: string | undefined): Fault => ({
  id: `${name.toLowerCase().replace('mail_', '').replaceAll('_', '-')}${value === undefined ? '-gone' : '-odd'}`,
  breaks: `${name} ${breaks}`,
  break({ env }) {
    if (value === undefined) delete env[name];
    else env[name] = value;
  },
  first: { check: 'settings', failure: 'settings-invalid', cause: new RegExp(`\\b${name}\\b`) },
  mend: 'setting',
});

/** What can be seen without asking anybody: a setting that is missing or misspelt. */
export const settingFaults: readonly Fault[] = [
  misspelt('MAIL_TENANT_ID', 'with an O for a zero', 'Ob9c5e7f-2a61-4d38-b7c4-93e1d8f06a25'),
  misspelt('MAIL_TENANT_ID', 'is missing', undefined),
  misspelt('MAIL_CLIENT_ID', 'lacks a digit', '6f1d7a4e-3b52-4c0e-9d0a-1f6b8c2e5a1'),
  misspelt('MAIL_CLIENT_ID', 'is missing', undefined),
  misspelt('MAIL_CLOUD', 'names no cloud', 'germany'),
  misspelt('MAIL_MAILBOXES', 'holds no address', 'billing at contoso.example'),
  misspelt('MAIL_MAILBOXES', 'is missing', undefined),
  misspelt('MAIL_CERTIFICATE_SOURCE', 'names no source', 'keyvault'),
  misspelt('MAIL_VAULT_URL', 'is the name alone', 'contoso-mail'),
  misspelt('MAIL_VAULT_URL', 'is missing', undefined),
  misspelt('MAIL_CERTIFICATE_NAME', 'is an address', 'certificates/mail-app'),
  misspelt('MAIL_CERTIFICATE_NAME', 'is missing', undefined),
  misspelt('MAIL_IDENTITY_CLIENT_ID', 'is the name of the identity', 'id-sendasapp'),
  misspelt('MAIL_PERMISSION_MODEL', 'names no model', 'application'),
  misspelt('MAIL_STORAGE', 'was cut off', 'DefaultEndpointsProtocol=https;AccountName=contosomail'),
  misspelt('MAIL_STORAGE', 'is missing', undefined),
  misspelt('MAIL_QUEUE', 'has capital letters', 'Mail_Outbound'),
  misspelt('MAIL_SMTP_PORT', 'is no number', 'submission'),
  misspelt('MAIL_AUTHORITY_HOST', 'is no address', 'login.microsoftonline.com'),
  misspelt('MAIL_TOKEN_SCOPE', 'is the name of the permission', 'SMTP.SendAsApp'),
];
