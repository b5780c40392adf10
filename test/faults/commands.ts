import { execFile } from 'node:child_process';
import path from 'node:path';
import { isPowerShell } from '../../shared/failures/placeholders.ts';
import { startAzureCli } from '../support/azure-cli/start.ts';
import { findPowerShell } from '../support/powershell/find-powershell.ts';
import { type PowerShell, startPowerShell } from '../support/powershell/start-powershell.ts';
import type { Place } from './world.ts';

/** Runs a command of a report as an administrator does: `done`, `no tool`, or what it said when it failed. */
export type RunCommand = (command: string) => Promise<string>;

/** What commands are run with. One process of PowerShell runs all that are for Exchange Online. */
export interface Tools {
  run: RunCommand;
  /** Why there is no PowerShell; undefined where it is there. */
  withoutPowerShell: string | undefined;
  stop(): Promise<void>;
}

/** A stand-in `az` for commands that `sh` runs, and with the first command for it the real PowerShell. */
export async function openTools({ stack, folder, resources }: Place): Promise<Tools> {
  const { entra, vault, identity, exchange } = stack.contoso;
  const found = await findPowerShell();
  const azure = await startAzureCli({
    entra,
    vault,
    managedIdentity: identity,
    storage: stack.azurite.connectionString,
    resources,
  });
  let powerShell: PowerShell | undefined;

  async function inPowerShell(command: string): Promise<string> {
    if (!found.ok) return 'no tool';
    powerShell ??= await startPowerShell({ state: exchange });
    const { err } = await powerShell.run(`Connect-ExchangeOnline -ShowBanner:$false\n${command}`);
    return err.trim() === '' ? 'done' : `${command.split('\n')[0]}: ${err.trim()}`;
  }

  /** A shell stops at the first command that fails. */
  const inShell = (command: string) =>
    new Promise<string>((resolve) => {
      const env = { ...process.env, PATH: [azure.folder, process.env.PATH].join(path.delimiter) };
      execFile('sh', ['-ec', command], { cwd: folder, env }, (error, _out, err) =>
        resolve(error ? `${command.split('\n')[0]}: ${err.trim() || error.message}` : 'done'),
      );
    });

  return {
    run: (command) => (isPowerShell(command) ? inPowerShell(command) : inShell(command)),
    withoutPowerShell: found.ok ? undefined : found.why,
    async stop() {
      await Promise.all([powerShell?.stop(), azure.stop()]);
    },
  };
}
