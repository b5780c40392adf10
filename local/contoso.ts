import { type MailCertificate, makeMailCertificate } from './certificates.ts';
import type { Application, EntraState } from './entra/state.ts';
import { exchangeOnlineLimits } from './exchange/limits.ts';
import type { Mailbox } from './exchange/mailbox.ts';
import type { ExchangeState } from './exchange/state.ts';
import type { ManagedIdentityState } from './managed-identity/start.ts';
import type { VaultState } from './vault/state.ts';

/** A tenant that is set up right, as literal objects: a test breaks one thing and sees what the app says. */
export interface Contoso {
  application: Application;
  certificate: MailCertificate;
  mailbox: Mailbox;
  entra: EntraState;
  identity: ManagedIdentityState;
  vault: VaultState;
  exchange: ExchangeState;
}

const TENANT_ID = '0b9c5e7f-2a61-4d38-b7c4-93e1d8f06a25';
const IDENTITY_OBJECT_ID = '7a2f4c18-9d3e-4f60-8b15-c6e0a97d2b34';

export const CERTIFICATE_NAME = 'mail-app';

/** Made once in a process: its key takes a while, and tests make hundreds of tenants. */
let made: Promise<MailCertificate> | undefined;

/** Everything that the set-up guide asks for, done. */
export async function makeContoso(): Promise<Contoso> {
  made ??= makeMailCertificate({ name: CERTIFICATE_NAME });
  const certificate = await made;
  const application: Application = {
    clientId: '6f1d7a4e-3b52-4c0e-9d0a-1f6b8c2e5a10',
    objectId: 'c0a8e6d2-7f43-4b19-8e55-2d9b71f3a604',
    displayName: 'SendAsApp',
    enabled: true,
    servicePrincipal: true,
    certificates: [certificate.cert],
    roles: ['SMTP.SendAsApp'],
  };
  const mailbox: Mailbox = {
    address: 'billing@contoso.example',
    smtpClientAuthenticationDisabled: false,
    fullAccess: [application.objectId],
    sendAs: [application.objectId],
  };
  return {
    application,
    certificate,
    mailbox,
    entra: { tenantId: TENANT_ID, applications: [application] },
    identity: {
      identities: [
        {
          clientId: '3c5d8e70-1b2a-49f6-a7d4-e8f90b1c2d35',
          objectId: IDENTITY_OBJECT_ID,
          systemAssigned: true,
        },
      ],
    },
    vault: {
      tenantId: TENANT_ID,
      certificates: {
        [CERTIFICATE_NAME]: {
          versions: [{ version: '5f0e1d2c3b4a59687766554433221100', certificate, enabled: true }],
          exportable: false,
        },
      },
      callers: { [IDENTITY_OBJECT_ID]: ['Key Vault Crypto User', 'Key Vault Reader'] },
    },
    exchange: {
      tenantId: TENANT_ID,
      audience: 'https://outlook.office365.com',
      // Off for the organisation, on for the mailbox: what Microsoft recommends.
      organisation: { smtpClientAuthenticationDisabled: true },
      servicePrincipals: [
        {
          appId: application.clientId,
          objectId: application.objectId,
          displayName: application.displayName,
        },
      ],
      mailboxes: [mailbox],
      otherRecipients: [{ address: 'invoices@contoso.example', sendAs: [application.objectId] }],
      sendFromAliasEnabled: false,
      limits: { ...exchangeOnlineLimits },
    },
  };
}
