import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What `infra/azuredeploy.json` was compiled with: another version writes other bytes. */
const version = '0.47.16';
const program = process.platform === 'win32' ? 'bicep.exe' : 'bicep';
const local = path.resolve(import.meta.dirname, '../../../.local');
const pinnedFolder = path.join(local, `bicep-${version}`);
const pinned = path.join(pinnedFolder, program);

/** The Bicep compiler, or why there is none. */
export type FoundBicep = { ok: true; file: string } | { ok: false; why: string };

/**
 * Finds the Bicep compiler of this very version: under `.local/`, in PATH, or restored from NuGet where a .NET SDK is.
 * Takes seconds only then. `SENDASAPP_ALL_TOOLS=1` passes over PATH.
 */
export async function findBicep(): Promise<FoundBicep> {
  if (existsSync(pinned)) return { ok: true, file: pinned };
  if (process.env.SENDASAPP_ALL_TOOLS !== '1' && (await isPinnedVersion('bicep'))) {
    return { ok: true, file: 'bicep' };
  }
  return restore();
}

/** What a test is given as `skip`: the reason, where there is no compiler. Where all tools must be there, it fails. */
export function reasonToSkip(found: FoundBicep): string | false {
  if (found.ok) return false;
  if (process.env.SENDASAPP_ALL_TOOLS === '1') throw new Error(found.why);
  return found.why;
}

const isPinnedVersion = (file: string): Promise<boolean> =>
  run(file, ['--version']).then(
    ({ stdout }) => stdout.includes(` ${version} `),
    () => false,
  );

/** Into a folder of its own first, since test files run beside each other; who comes second finds the place taken. */
async function restore(): Promise<FoundBicep> {
  await mkdir(local, { recursive: true });
  const folder = await mkdtemp(path.join(local, 'bicep-'));
  const name = `Azure.Bicep.CommandLine.${platform()}-${process.arch}`;
  const project = `<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>netstandard2.0</TargetFramework></PropertyGroup>
  <ItemGroup><PackageDownload Include="${name}" Version="[${version}]" /></ItemGroup>
</Project>
`;
  try {
    await writeFile(path.join(folder, 'restore.csproj'), project);
    const env = { ...process.env, DOTNET_CLI_TELEMETRY_OPTOUT: '1', DOTNET_NOLOGO: '1' };
    await run('dotnet', ['restore', '--packages', 'packages'], { cwd: folder, env, timeout: 180_000 });
    const tools = path.join(folder, 'packages', name.toLowerCase(), version, 'tools');
    await chmod(path.join(tools, program), 0o755);
    await rename(tools, pinnedFolder).catch((error) => {
      if (!existsSync(pinned)) throw error;
    });
    return { ok: true, file: pinned };
  } catch (error) {
    const said = String(error).replace(/^Error: /, '');
    return {
      ok: false,
      why: `No Bicep compiler ${version}: none in PATH, and a .NET SDK did not bring it (${said.split('\n')[0]})`,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const platform = (): string =>
  process.platform === 'win32' ? 'win' : process.platform === 'darwin' ? 'osx' : process.platform;
