import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type QueueClient, QueueServiceClient } from '@azure/storage-queue';
import { type Azurite, startAzurite } from './azurite.ts';
import { makeAuthority } from './certificates.ts';
import { CERTIFICATE_NAME, type Contoso, makeContoso } from './contoso.ts';
import { type RunningEntra, startEntra } from './entra/start.ts';
import { type ExchangeOptions, type RunningExchange, startExchange } from './exchange/server.ts';
import { type RunningManagedIdentity, startManagedIdentity } from './managed-identity/start.ts';
import { type RunningVault, startVault } from './vault/start.ts';

const QUEUE = 'mail-outbound';

/** The cloud on the desk: storage, Entra, managed identity, Key Vault and Exchange Online, with the settings that lead there. */
export interface Stack {
  contoso: Contoso;
  azurite: Azurite;
  entra: RunningEntra;
  identity: RunningManagedIdentity;
  vault: RunningVault;
  exchange: RunningExchange;
  queue: QueueClient;
  /** Application settings for the app; all that tells it that this is not Azure. */
  env: Record<string, string>;
  stop(): Promise<void>;
}

/**
 * Starts everything but the app, on free ports. `contoso` is the tenant, by default one that is set up right;
 * `azurite` one that runs already, and goes on; `onStorageRequest` hears each line of the storage's access log.
 */
export async function startStack(
  contoso?: Contoso,
  options: {
    azurite?: Azurite;
    onStorageRequest?: (line: string) => void;
    exchange?: Partial<ExchangeOptions>;
  } = {},
): Promise<Stack> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sendasapp-'));
  const [azurite, tenant, authority] = await Promise.all([
    options.azurite ?? startAzurite(options.onStorageRequest ? { onRequest: options.onStorageRequest } : {}),
    contoso ?? makeContoso(),
    makeAuthority(),
  ]);
  const tls = await authority.issueServerTls();
  const entra = await startEntra(tenant.entra, tls);
  const [identity, vault, exchange] = await Promise.all([
    startManagedIdentity(tenant.identity, entra.issue),
    startVault(tenant.vault, tls, entra.verify),
    startExchange(tenant.exchange, { tls, verifyToken: entra.verify, ...options.exchange }),
  ]);
  const trustedAuthority = path.join(folder, 'authority.pem');
  await writeFile(trustedAuthority, authority.cert);
  const queue = QueueServiceClient.fromConnectionString(azurite.connectionString).getQueueClient(QUEUE);
  await queue.create();

  return {
    contoso: tenant,
    azurite,
    entra,
    identity,
    vault,
    exchange,
    queue,
    env: {
      ...identity.env,
      NODE_EXTRA_CA_CERTS: trustedAuthority,
      AzureWebJobsStorage: azurite.connectionString,
      MAIL_STORAGE: azurite.connectionString,
      MAIL_QUEUE: QUEUE,
      MAIL_TENANT_ID: tenant.entra.tenantId,
      MAIL_CLIENT_ID: tenant.application.clientId,
      MAIL_MAILBOXES: `${tenant.mailbox.address}: invoices@contoso.example`,
      MAIL_VAULT_URL: vault.url,
      MAIL_VAULT_VERIFY_CHALLENGE: 'false',
      MAIL_CERTIFICATE_NAME: CERTIFICATE_NAME,
      MAIL_AUTHORITY_HOST: entra.url,
      MAIL_SMTP_HOST: exchange.host,
      MAIL_SMTP_PORT: String(exchange.port),
    },
    async stop() {
      await Promise.all([exchange.stop(), vault.stop(), identity.stop(), entra.stop()]);
      if (!options.azurite) await azurite.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
