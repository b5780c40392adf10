import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CERTIFICATE_NAME, type Contoso, makeContoso } from '../../local/contoso.ts';
import { choosePlay } from '../../local/play/choose.ts';
import { prepare } from '../../local/play/prepare.ts';
import { provoke } from '../../local/play/provoke.ts';
import { startServices } from '../../local/services.ts';
import type { Settings } from '../../shared/settings.ts';

/** What the stand-ins have to be like for their dialogue to be compared with a tenant's. */
export interface Situation {
  certificateSource: Settings['certificate']['source'];
  permissionModel: Settings['permissionModel'];
  /** The row of the catalogue that the tenant's dialogue ended with. */
  failure?: string | undefined;
}

/** Runs `work` with settings that lead to stand-ins in this situation; a failure is played where it can be. */
export async function withStandIns<Value>(
  situation: Situation,
  folder: string,
  work: (env: Record<string, string>) => Promise<Value>,
): Promise<Value> {
  const contoso = await makeContoso();
  const env = await arrange(contoso, situation, folder);
  const services = await startServices(contoso);
  try {
    const chosen =
      situation.failure === undefined ? undefined : choosePlay(situation.failure, { strict: false });
    if (!chosen?.ok) return await work({ ...services.env, ...env });
    const prepared = await prepare(chosen.value.play);
    try {
      provoke(services, chosen.value.play);
      return await work({ ...services.env, ...env, ...prepared.env });
    } finally {
      await prepared.stop();
    }
  } finally {
    await services.stop();
  }
}

/** Sets the tenant up in the way of the situation; gives the settings that it takes. */
async function arrange(
  contoso: Contoso,
  { certificateSource, permissionModel }: Situation,
  folder: string,
): Promise<Record<string, string>> {
  if (permissionModel === 'rbac') useRoles(contoso);
  const env = {
    MAIL_PERMISSION_MODEL: permissionModel,
    MAIL_CERTIFICATE_SOURCE: certificateSource,
    // The settings have to be whole; a dialogue asks no storage.
    MAIL_STORAGE: 'UseDevelopmentStorage=true',
    MAIL_QUEUE: 'mail-outbound',
  };
  switch (certificateSource) {
    case 'vault-secret':
      return allowSecret(contoso, env);
    case 'file': {
      const file = path.join(folder, 'stand-in.pem');
      const { cert, privateKey } = contoso.certificate;
      await writeFile(file, `${privateKey.export({ type: 'pkcs8', format: 'pem' })}${cert}`, { mode: 0o600 });
      return { ...env, MAIL_CERTIFICATE_FILE: file };
    }
    case 'federated':
      return { ...env, MAIL_IDENTITY_CLIENT_ID: trustIdentity(contoso) };
    // The tenant of the stand-ins is set up for vault-sign.
    default:
      return env;
  }
}

/** Application RBAC: no consent and no permissions. */
function useRoles({ application, mailbox, exchange }: Contoso): void {
  application.roles = [];
  mailbox.fullAccess = [];
  mailbox.sendAs = [];
  exchange.roleAssignments = [
    { app: application.objectId, role: 'Application SMTP.SendAsApp', scope: [mailbox.address] },
  ];
}

function allowSecret({ vault }: Contoso, env: Record<string, string>): Record<string, string> {
  const entry = vault.certificates[CERTIFICATE_NAME];
  if (entry) entry.exportable = true;
  for (const roles of Object.values(vault.callers)) roles.push('Key Vault Secrets User');
  return env;
}

function trustIdentity({ application, entra, identity }: Contoso): string {
  const [{ clientId, objectId } = { clientId: '', objectId: '' }] = identity.identities;
  application.certificates = [];
  application.federatedCredentials = [
    {
      issuer: `https://login.microsoftonline.com/${entra.tenantId}/v2.0`,
      subject: objectId,
      audience: 'api://AzureADTokenExchange',
    },
  ];
  return clientId;
}
