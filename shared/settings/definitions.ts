import { clouds } from '../clouds.ts';
import type { Result } from '../failures/result.ts';
import { parseRecipientList } from '../mail/recipient-list.ts';
import { parseMailboxes } from '../mail/sender.ts';
import { type CertificateSourceName, sourcesInWords, sourcesThatNeed } from './certificate-sources.ts';
import { httpAuth } from './http-auth.ts';

import * as read from './readers.ts';
import { type Environment, readStorageConnection } from './storage-connection.ts';

interface SettingDefinition<Value> {
  /** What it is for, in one line. */
  for: string;
  example: string;
  /** Where its value is found. */
  where: string;
  required?: true;
  /** Required where one of these is the value of MAIL_CERTIFICATE_SOURCE. */
  requiredWith?: readonly CertificateSourceName[];
  /** Used where the setting is absent or empty. */
  default?: string;
  /** Turns the text into the value, or says behind the setting's name what is wrong. */
  read(text: string, environment: Environment): Result<Value, string>;
}

/**
 * The schema of all settings: README's table and `local.settings.example.json` are compared with it in a test.
 * Names begin with MAIL_ because `EnvironmentCredential` of the Azure SDK would take AZURE_… for its own.
 */
const schema = {
  MAIL_TENANT_ID: {
    for: 'the directory (tenant) whose mailboxes send',
    example: '8f3c1c1e-0d7b-4c5e-9a57-2b0f6f1f0a11',
    where: 'Microsoft Entra admin center > Overview > Tenant ID (or a verified domain name)',
    required: true as const,
    read: read.tenant,
  },
  MAIL_CLIENT_ID: {
    for: 'the app registration that holds SMTP.SendAsApp',
    example: '5d1f2d5c-6c1a-4a52-8a0c-0d8f7b1f5e22',
    where: 'Microsoft Entra admin center > App registrations > your app > Application (client) ID',
    required: true as const,
    read: read.guid,
  },
  MAIL_CLOUD: {
    for: `which Microsoft cloud: ${Object.keys(clouds).join(', ')}; GCC is in worldwide`,
    example: 'worldwide',
    where: 'the host name that the tenant signs in at: login.microsoftonline.com is worldwide',
    default: 'worldwide',
    read: read.cloud,
  },
  MAIL_MAILBOXES: {
    for: 'who logs in, each with the other From addresses it may use: mailbox: sender, sender; mailbox',
    example: 'billing@contoso.com: invoices@contoso.com, dunning@contoso.com; alerts@contoso.com',
    where:
      'Exchange admin center > Recipients > Mailboxes > Email address; senders need SendAs or are aliases',
    required: true as const,
    read: parseMailboxes,
  },
  MAIL_CERTIFICATE_SOURCE: {
    for: `where the certificate is: ${sourcesInWords}`,
    example: 'vault-sign',
    where: 'you choose it; docs/guide.md compares them',
    default: 'vault-sign',
    read: read.certificateSource,
  },
  MAIL_VAULT_URL: {
    for: 'the Key Vault that holds the certificate',
    example: 'https://contoso-mail.vault.azure.net',
    where: 'Azure portal > Key vaults > your vault > Overview > Vault URI',
    requiredWith: sourcesThatNeed('MAIL_VAULT_URL'),
    read: read.vaultUrl,
  },
  MAIL_CERTIFICATE_NAME: {
    for: 'the name of the certificate in the vault',
    example: 'mail-app',
    where: 'Azure portal > Key vaults > your vault > Objects > Certificates',
    requiredWith: sourcesThatNeed('MAIL_CERTIFICATE_NAME'),
    read: read.vaultObjectName,
  },
  MAIL_CERTIFICATE_FILE: {
    for: 'the file with the certificate and its private key: PEM, or PKCS#12 (.pfx, .p12)',
    example: '/mounts/secrets/mail-app.pfx',
    where: 'a path that the app can read, on a mounted share for example',
    requiredWith: sourcesThatNeed('MAIL_CERTIFICATE_FILE'),
    read: read.certificateFile,
  },
  MAIL_CERTIFICATE_PASSWORD: {
    for: 'the password of MAIL_CERTIFICATE_FILE or of the private key in it, where it has one',
    example: '@Microsoft.KeyVault(VaultName=contoso-mail;SecretName=mail-app-password)',
    where: 'whoever made the file; better a Key Vault reference than the password itself',
    read: read.password,
  },
  MAIL_IDENTITY_SOURCE: {
    for: 'as whom the app meets Key Vault, and storage that is given by its addresses: managed, or azure-cli on a developer machine',
    example: 'managed',
    where:
      'managed in Azure; azure-cli after `az login`, with func start and for the commands of an administrator',
    default: 'managed',
    read: read.identitySource,
  },
  MAIL_IDENTITY_CLIENT_ID: {
    for: 'which user-assigned managed identity, where there is more than the system-assigned one',
    example: '0b9f2f43-91d5-4e43-8f0e-6a6d3b0f9c33',
    where: 'Azure portal > Managed Identities > your identity > Overview > Client ID',
    requiredWith: sourcesThatNeed('MAIL_IDENTITY_CLIENT_ID'),
    read: read.guid,
  },
  MAIL_PERMISSION_MODEL: {
    for: 'how the app was let into the mailboxes: mailbox (FullAccess and SendAs) or rbac (Application RBAC); the validator judges and the set-up scripts are written by it, sending does not depend on it',
    example: 'mailbox',
    where: 'whoever set up Exchange Online knows; docs/guide.md has both ways',
    default: 'mailbox',
    read: read.permissionModel,
  },
  MAIL_KEEP_COPIES: {
    for: 'whether the set-up script lets Sent Items keep what is sent: yes (a busy mailbox fills up, and then holds its mail) or no; absent, it leaves that switch as it is; sending does not depend on it',
    example: 'no',
    where: 'you choose it; Exchange Online keeps copies unless told otherwise',
    read: read.yesOrNo,
  },
  MAIL_STORAGE: {
    for: 'the storage account of queues, mailboxes and large content: a connection string, or MAIL_STORAGE__queueServiceUri, MAIL_STORAGE__tableServiceUri and MAIL_STORAGE__blobServiceUri (with __credential and __clientId) for an identity',
    example: 'UseDevelopmentStorage=true',
    where: 'Azure portal > Storage accounts > your account > Endpoints',
    required: true as const,
    read: readStorageConnection,
  },
  MAIL_QUEUE: {
    for: 'the queue that producers write to; the host resolves it too, so it has no default',
    example: 'mail-outbound',
    where: 'you choose it: 3-50 characters, a-z, 0-9 and single hyphens',
    required: true as const,
    read: read.queueName,
  },
  MAIL_MAX_MESSAGE_BYTES: {
    for: 'the largest encoded message that is sent (base64 adds a third to attachments)',
    example: '36700160',
    where: 'Get-Mailbox <mailbox> | Format-List MaxSendSize; Exchange never takes more than 157286400',
    default: '36700160',
    read: read.wholeNumber(1_024, 157_286_400),
  },
  MAIL_ATTACHMENTS_CONTAINER: {
    for: 'the container of MAIL_STORAGE whose files messages may name as attachments ({"blob": "name"}); absent, they may name none',
    example: 'mail-attachments',
    where:
      'you choose it: producers write their files there; the app reads all of it, so nothing else belongs in it',
    read: read.containerName,
  },
  MAIL_PACE: {
    for: 'how fast one mailbox sends: exchange-online (30 messages a minute, 3 connections, 10000 recipients a day) or off for servers without limits',
    example: 'exchange-online',
    where: 'leave it empty unless MAIL_SMTP_HOST is not Exchange Online',
    default: 'exchange-online',
    read: read.pace,
  },
  MAIL_PACE_WINDOW: {
    for: 'how many seconds lie between the answer to a message and the beginning of the 30th after it: the minute of the limit, and a margin for clocks',
    example: '60.5',
    where: 'raise it when the log shows submission-rate-exceeded',
    default: '60.5',
    read: read.seconds(60, 600),
  },
  MAIL_IF_UNCERTAIN: {
    for: 'what happens when the line broke after the message went out and before the answer: resend (it may arrive twice) or hold (an administrator decides); a message may say otherwise',
    example: 'resend',
    where: 'you choose it: hold where twice is worse than never',
    default: 'resend',
    read: read.uncertainPolicy,
  },
  MAIL_RETRY_FOR: {
    for: 'how long after its first failure a message is tried again',
    example: '24h',
    where: 'you choose it: a number with m, h or d',
    default: '24h',
    read: read.duration(60_000, 5 * 86_400_000),
  },
  MAIL_MAX_AGE: {
    for: 'how old a message may get before it is not sent any more, whatever it waits for',
    example: '5d',
    where: 'you choose it: a number with m, h or d; 5d is what mail servers do (RFC 5321)',
    default: '5d',
    read: read.duration(60_000, 30 * 86_400_000),
  },
  MAIL_KEEP_DAYS: {
    for: 'for how many days it is kept what became of a message; one that waits or is uncertain stays longer',
    example: '30',
    where: 'you choose it',
    default: '30',
    read: read.wholeNumber(1, 3_650),
  },
  MAIL_HTTP_AUTH: {
    for: 'who may call the HTTP functions that are not open to everybody: key (who has a function key) or easyauth (whom App Service authentication lets in)',
    example: 'key',
    where: 'you choose it: easyauth lets callers come with a managed identity instead of a key',
    default: 'key',
    read: httpAuth,
  },
  MAIL_TEST_RECIPIENTS: {
    for: 'to whom the test send (POST /api/send) may write beside the mailbox that sends: addresses and domains',
    example: 'ada@contoso.com, contoso.com',
    where: 'you choose it; absent, it writes to the mailbox that sends, and to nobody else',
    read: parseRecipientList,
  },
  MAIL_ALERT_TO: {
    for: 'who gets what Azure Monitor and Event Grid report to POST /api/alerts; it comes from the first mailbox',
    example: 'operations@contoso.com',
    where: 'you choose it; absent, alerts are refused',
    read: read.addresses,
  },
  MAIL_RESULTS_QUEUE: {
    for: 'the queue into which the app puts one event for each message that is accepted, buried, cancelled or uncertain',
    example: 'mail-results',
    where: 'you choose it; absent, nothing is put anywhere (docs/producers.md)',
    read: read.resultsQueue,
  },
  MAIL_REDIRECT_TO: {
    for: 'the address that gets every message in place of its recipients, who are named in it: for what is not production',
    example: 'test-mail@contoso.com',
    where: 'you choose it; leave it empty in production',
    read: read.redirectTo,
  },
  MAIL_ALLOWED_RECIPIENTS: {
    for: 'the addresses and domains that may get mail, all others are refused: for what is not production',
    example: 'contoso.com, ada@fabrikam.com',
    where: 'you choose it; leave it empty in production, and everybody may',
    read: parseRecipientList,
  },
  MAIL_DRY_RUN: {
    for: 'whether each message goes only as far as Exchange Online takes its recipients, and is not sent',
    example: 'false',
    where: 'you choose it; leave it empty in production',
    default: 'false',
    read: read.trueOrFalse,
  },
  MAIL_TOKEN_SCOPE: {
    for: 'another token scope than the one of MAIL_CLOUD',
    example: 'https://outlook.office365.com/.default',
    where: 'leave it empty unless Microsoft names one for your cloud (DoD: docs/guide.md)',
    read: read.tokenScope,
  },
  MAIL_AUTHORITY_HOST: {
    for: 'another token authority than the one of MAIL_CLOUD',
    example: 'https://login.microsoftonline.com',
    where: 'leave it empty unless Microsoft names one for your cloud',
    read: read.httpsUrl,
  },
  MAIL_SMTP_HOST: {
    for: 'another submission host than the one of MAIL_CLOUD',
    example: 'smtp.office365.com',
    where: 'leave it empty unless Microsoft names one for your cloud',
    read: read.hostName,
  },
  MAIL_SMTP_PORT: {
    for: 'the submission port; STARTTLS is required on it whatever it is',
    example: '587',
    where: 'leave it empty: Exchange Online listens on 587',
    read: read.wholeNumber(1, 65_535),
  },
  MAIL_VAULT_VERIFY_CHALLENGE: {
    for: 'whether the vault must prove that it belongs to its domain; false is accepted for localhost only',
    example: 'true',
    where: 'leave it empty: the embedded stack sets it',
    default: 'true',
    read: read.verifyChallenge,
  },
} satisfies Record<string, SettingDefinition<unknown>>;

export type SettingName = keyof typeof schema;

type ValueOf<Definition> = Definition extends {
  read(text: string, environment: Environment): Result<infer Value, string>;
}
  ? Definition extends { required: true } | { default: string }
    ? Value
    : Value | undefined
  : never;

/** The values of all settings once nothing is missing or wrong. */
export type SettingValues = { readonly [Name in SettingName]: ValueOf<(typeof schema)[Name]> };

/** The schema as data to walk over. */
export const definitions: Readonly<Record<SettingName, SettingDefinition<unknown>>> = schema;
