import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const version = '7.6.9';
const local = path.resolve(import.meta.dirname, '../../../.local');
const pinnedFolder = path.join(local, `powershell-${version}`);
const pinned = path.join(pinnedFolder, process.platform === 'win32' ? 'pwsh.exe' : 'pwsh');

/** The PowerShell that a test runs, or why there is none. */
export type FoundPowerShell = { ok: true; file: string } | { ok: false; why: string };

/**
 * Finds PowerShell: the pinned one under `.local/`, one in PATH from 7.4 on (not where `SENDASAPP_ALL_TOOLS=1` asks
 * for the pinned one), or the pinned one after all, restored from NuGet where a .NET SDK is. Takes seconds only then.
 */
export async function findPowerShell(): Promise<FoundPowerShell> {
  if (existsSync(pinned)) return { ok: true, file: pinned };
  if (process.env.SENDASAPP_ALL_TOOLS !== '1' && (await isRecent('pwsh'))) return { ok: true, file: 'pwsh' };
  return restore();
}

/** What a test is given as `skip`: the reason, where there is no PowerShell. Where all tools must be there, it fails. */
export function reasonToSkip(found: FoundPowerShell): string | false {
  if (found.ok) return false;
  if (process.env.SENDASAPP_ALL_TOOLS === '1') throw new Error(found.why);
  return found.why;
}

async function isRecent(file: string): Promise<boolean> {
  const args = ['-NoProfile', '-NonInteractive', '-Command', '$PSVersionTable.PSVersion -ge [version]"7.4"'];
  return run(file, args).then(
    ({ stdout }) => stdout.trim() === 'True',
    () => false,
  );
}

/** Into a folder of its own first, since test files run beside each other; who comes second finds the place taken. */
async function restore(): Promise<FoundPowerShell> {
  await mkdir(local, { recursive: true });
  const folder = await mkdtemp(path.join(local, 'powershell-'));
  const args = ['tool', 'install', 'PowerShell', '--version', version, '--tool-path', folder];
  try {
    const env = { ...process.env, DOTNET_CLI_TELEMETRY_OPTOUT: '1', DOTNET_NOLOGO: '1' };
    await run('dotnet', args, { env, timeout: 180_000 });
    await rename(folder, pinnedFolder).catch((error) => {
      if (!existsSync(pinned)) throw error;
    });
    return { ok: true, file: pinned };
  } catch (error) {
    return { ok: false, why: `No PowerShell: none in PATH from 7.4 on, and ${firstLine(error)}` };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const firstLine = (error: unknown) =>
  `a .NET 10 SDK did not bring it (${
    String(error)
      .replace(/^Error: /, '')
      .split('\n')[0]
  })`;
