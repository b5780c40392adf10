import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** A package of which code is in the bundle. */
export interface BundledPackage {
  name: string;
  version: string;
  /** As its package.json declares it: an SPDX expression. */
  license: string;
  /** Where it comes from; empty if its package.json does not say. */
  homepage: string;
  /** Its licence files, then what single source files say of code that they took from elsewhere. */
  texts: string[];
}

const PACKAGE_FOLDER = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/;
const LICENSE_FILE = /^(licen[cs]e|copying|notice)/i;
const BLOCK_COMMENT = /\/\*[\s\S]*?\*\//g;
const STATES_A_LICENSE =
  /permission is hereby granted|redistributions? of source code|redistribution and use/i;

/**
 * The packages that a bundle is made of, by name.
 * @param sources the files of the bundle, relative to `root`, with `/`
 */
export async function bundledPackages(root: string, sources: readonly string[]): Promise<BundledPackage[]> {
  const folders = Map.groupBy(sources, (source) => PACKAGE_FOLDER.exec(source)?.[0]);
  const packages: BundledPackage[] = [];
  for (const [folder, files] of folders) {
    if (folder) packages.push(await readPackage(root, folder, files));
  }
  const byName = new Map(packages.map((one) => [`${one.name}@${one.version}`, one]));
  return [...byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

async function readPackage(root: string, folder: string, files: string[]): Promise<BundledPackage> {
  const read = (file: string) => readFile(path.join(root, file), 'utf8');
  const manifest = JSON.parse(await read(`${folder}/package.json`));
  const licenses = (await readdir(path.join(root, folder))).filter((name) => LICENSE_FILE.test(name)).sort();
  const texts = await Promise.all(licenses.map((name) => read(`${folder}/${name}`)));
  for (const file of files.sort()) {
    const comments = (await read(file)).match(BLOCK_COMMENT) ?? [];
    texts.push(...comments.filter((comment) => STATES_A_LICENSE.test(comment)));
  }
  const { name, version, license, homepage, repository } = manifest;
  return { name, version, license, homepage: homepage ?? repository?.url ?? repository ?? '', texts };
}
