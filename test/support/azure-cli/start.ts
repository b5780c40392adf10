import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { json } from 'node:stream/consumers';
import { send, serve } from '../../../local/serve.ts';
import { runAz } from './run.ts';
import { type AzureResources, type AzureWorld, guideResources } from './world.ts';

type Options = Pick<AzureWorld, 'entra' | 'vault'> &
  Partial<Pick<AzureWorld, 'managedIdentity' | 'storage' | 'isSignedIn' | 'keyIdentifier' | 'refuses'>> & {
    resources?: Partial<AzureResources>;
  };

/** The stand-in for the command line of Azure. */
export interface RunningAzureCli {
  /** Holds `az`; to be put first in PATH. */
  folder: string;
  /** Each command line so far, without `az`. */
  calls: readonly (readonly string[])[];
  resources: AzureResources;
  /** Runs a command without a process; `cwd` is where its files are. */
  run(args: readonly string[], cwd?: string): ReturnType<typeof runAz>;
  stop(): Promise<void>;
}

/**
 * Starts a stand-in `az` that works on the objects of the running stand-ins for Entra, vault and managed identity, and
 * on `resources` (by default those that the guide names). What it does not know it refuses, as az does: exit code 2.
 */
export async function startAzureCli(options: Options): Promise<RunningAzureCli> {
  const world: Omit<AzureWorld, 'cwd'> = {
    managedIdentity: { identities: [] },
    storage: undefined,
    isSignedIn: true,
    keyIdentifier: 'base64',
    refuses: {},
    ...options,
    resources: { ...guideResources(), ...options.resources },
  };
  const calls: string[][] = [];
  async function run(args: readonly string[], cwd = process.cwd()) {
    calls.push([...args]);
    // One object for all commands, since they may sign in.
    return runAz(args, Object.assign(world, { cwd }));
  }
  const door = await serve(async (request, response) => {
    const { args, cwd } = (await json(request)) as { args: string[]; cwd: string };
    send(response, { status: 200, body: await run(args, cwd) });
  });
  const folder = await mkdtemp(path.join(tmpdir(), 'azure-cli-'));
  const client = path.join(import.meta.dirname, 'client.mjs');
  if (process.platform === 'win32') {
    await writeFile(path.join(folder, 'az.cmd'), `@"${process.execPath}" "${client}" ${door.url} %*\r\n`);
  } else {
    const file = path.join(folder, 'az');
    await writeFile(file, `#!/bin/sh\nexec '${process.execPath}' '${client}' ${door.url} "$@"\n`);
    await chmod(file, 0o755);
  }
  return {
    folder,
    calls,
    resources: world.resources,
    run,
    async stop() {
      await door.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
