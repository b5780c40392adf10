import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import { buildPackage } from '../build.ts';
import { type BundledPackage, bundledPackages } from './bundled-packages.ts';
import { reproducibleZip } from './reproducible-zip.ts';
import { thirdPartyNotices } from './third-party-notices.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** A package as it was written. */
export interface Made {
  /** Path of the zip; beside it lies the same name with `.sha256`, as `sha256sum -c` reads it. */
  file: string;
  bytes: number;
  sha256: string;
  packages: BundledPackage[];
}

/**
 * Builds into `build`, and writes what is there, with the licences, as one zip into `folder`. The same sources and the same
 * node_modules give the same bytes.
 */
export async function makePackage(build: string, folder: string): Promise<Made> {
  const { sources } = await buildPackage(build);
  const packages = await bundledPackages(root, sources);
  const files: Record<string, Uint8Array> = {
    LICENSE: await readFile(path.join(root, 'LICENSE')),
    'THIRD-PARTY-NOTICES.txt': Buffer.from(thirdPartyNotices(packages)),
  };
  for (const name of await readdir(build)) files[name] = await readFile(path.join(build, name));
  const zip = reproducibleZip(files);

  const name = `${packageJson.name}-${packageJson.version}.zip`;
  const file = path.join(folder, name);
  const sha256 = createHash('sha256').update(zip).digest('hex');
  await mkdir(folder, { recursive: true });
  await writeFile(file, zip);
  await writeFile(`${file}.sha256`, `${sha256}  ${name}\n`);
  return { file, bytes: zip.length, sha256, packages };
}
