import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after } from 'node:test';
import { promisify } from 'node:util';
import { CERTIFICATE_NAME, type Contoso, makeContoso } from '../../../local/contoso.ts';
import { startStack } from '../../../local/stack.ts';
import type { SetupPlan } from '../../../shared/setup/plan.ts';
import { setupScripts } from '../../../shared/setup/scripts.ts';
import { type RunningAzureCli, startAzureCli } from '../../support/azure-cli/start.ts';
import { type PowerShell, startPowerShell } from '../../support/powershell/start-powershell.ts';
import { takeStorageAccount } from '../../support/storage-account.ts';

/** A tenant in which nobody has registered anything; the function app has its managed identity. */
export async function untouchedTenant(): Promise<Contoso> {
  const contoso = await makeContoso();
  contoso.entra.applications = [];
  contoso.vault.certificates = {};
  contoso.vault.callers = {};
  return contoso;
}

/** What is to be set up in it. */
const planFor = ({ entra, identity }: Contoso): SetupPlan => ({
  tenantId: entra.tenantId,
  application: 'SendAsApp',
  mailboxes: [{ address: 'billing@contoso.example', senders: [] }],
  permissionModel: 'mailbox',
  cloud: 'worldwide',
  certificate: { source: 'vault-sign', vault: 'contoso-mail', name: CERTIFICATE_NAME },
  identityClientId: identity.identities[0]?.clientId,
  identityId: identity.identities[0]?.objectId,
});

/** An Entra administrator with az, and a script folder for one tenant. */
export interface Desk {
  az: RunningAzureCli;
  folder: string;
  /** Runs PowerShell in that folder, where the scripts are. */
  run(script: string): ReturnType<PowerShell['run']>;
}

/** The one PowerShell of a test file: started by the first test that needs it, stopped with the file. */
export function entraDesk() {
  let started: Promise<PowerShell> | undefined;
  after(async () => (await started)?.stop());

  return async (
    contoso: Contoso,
    changed: Partial<SetupPlan>,
    options: Partial<Parameters<typeof startAzureCli>[0]>,
    work: (desk: Desk) => Promise<void>,
  ): Promise<void> => {
    started ??= startPowerShell({ state: contoso.exchange });
    const shell = await started;
    const { entra, vault, identity: managedIdentity } = contoso;
    const az = await startAzureCli({ entra, vault, managedIdentity, ...options });
    const folder = await mkdtemp(path.join(tmpdir(), 'entra-desk-'));
    try {
      for (const { name, text } of setupScripts({ ...planFor(contoso), ...changed })) {
        await writeFile(path.join(folder, name), text);
      }
      const enter = `$env:PATH = '${az.folder}' + [IO.Path]::PathSeparator + $env:PATH; Set-Location '${folder}'`;
      await work({ az, folder, run: (script) => shell.run(`${enter}; ${script}; exit $LASTEXITCODE`) });
    } finally {
      await az.stop();
      await rm(folder, { recursive: true, force: true });
    }
  };
}

/** The claims of the token that the app gets with these settings from the running stand-ins. */
export async function claimsOf(contoso: Contoso, settings: Record<string, string>) {
  const stack = await startStack(contoso, { azurite: await takeStorageAccount() });
  try {
    const env = { ...process.env, ...stack.env, ...settings };
    const child = path.join(import.meta.dirname, 'print-claims.ts');
    const { stdout } = await promisify(execFile)(process.execPath, [child], { env });
    return JSON.parse(stdout) as { oid: string; roles?: string[] };
  } finally {
    await stack.stop();
  }
}

/** The commands of az that change something. */
const changing = /\b(?:create|add|reset|update|set|post|delete|assign|recover|set-policy|set-attributes)\b/;
export const changes = (calls: readonly (readonly string[])[]) =>
  calls.map((call) => call.slice(0, 4).join(' ')).filter((call) => changing.test(call));
