import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { makeAuthority } from './certificates.ts';
import { CERTIFICATE_NAME, type Contoso, makeContoso } from './contoso.ts';
import { type RunningEntra, startEntra } from './entra/start.ts';
import { type ExchangeOptions, type RunningExchange, startExchange } from './exchange/server.ts';
import { type RunningManagedIdentity, startManagedIdentity } from './managed-identity/start.ts';
import { type RunningVault, startVault } from './vault/start.ts';

/** What a message meets on its way out: Entra, managed identity, Key Vault and Exchange Online. */
export interface Services {
  contoso: Contoso;
  entra: RunningEntra;
  identity: RunningManagedIdentity;
  vault: RunningVault;
  exchange: RunningExchange;
  /** Settings of the app that lead there, and all that tells it that this is not Azure. */
  env: Record<string, string>;
  stop(): Promise<void>;
}

/** Starts them on free ports. `contoso` is the tenant, by default one that is set up right. */
export async function startServices(
  contoso?: Contoso,
  exchangeOptions: Partial<ExchangeOptions> = {},
): Promise<Services> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sendasapp-'));
  const [tenant, authority] = await Promise.all([contoso ?? makeContoso(), makeAuthority()]);
  const tls = await authority.issueServerTls();
  const entra = await startEntra(tenant.entra, tls);
  const [identity, vault, exchange] = await Promise.all([
    startManagedIdentity(tenant.identity, entra.issue),
    startVault(tenant.vault, tls, entra.verify),
    startExchange(tenant.exchange, { tls, verifyToken: entra.verify, ...exchangeOptions }),
  ]);
  const trustedAuthority = path.join(folder, 'authority.pem');
  await writeFile(trustedAuthority, authority.cert);

  return {
    contoso: tenant,
    entra,
    identity,
    vault,
    exchange,
    env: {
      ...identity.env,
      NODE_EXTRA_CA_CERTS: trustedAuthority,
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
      await rm(folder, { recursive: true, force: true });
    },
  };
}
