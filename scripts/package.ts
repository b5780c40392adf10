// `npm run package`: dist/ as a zip that is the same each time, its checksum, and what is in it (CycloneDX).
import { execFile } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import packageJson from '../package.json' with { type: 'json' };
import { bundledSbom } from './package/bundled-sbom.ts';
import { makePackage } from './package/make-package.ts';

const root = path.resolve(import.meta.dirname, '..');
const folder = path.join(root, '.local/package');

await rm(folder, { recursive: true, force: true });
const { file, bytes, sha256, packages } = await makePackage(path.join(root, 'dist'), folder);

// npm is a script for the shell on Windows. It tells more than 1 MB of all that is installed.
const { stdout } = await promisify(execFile)('npm', ['sbom', '--sbom-format', 'cyclonedx'], {
  cwd: root,
  shell: process.platform === 'win32',
  maxBuffer: 100e6,
});
const sbom = bundledSbom(JSON.parse(stdout), packages, packageJson.name);
await writeFile(file.replace(/\.zip$/, '.cdx.json'), `${JSON.stringify(sbom, null, 2)}\n`);

console.log(
  `${path.relative(root, file)}: ${(bytes / 1e6).toFixed(2)} MB, code of ${packages.length} packages`,
);
console.log(`sha256 ${sha256}`);
