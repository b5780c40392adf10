import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';

const root = path.resolve(import.meta.dirname, '..');

/**
 * What is deployed, and nothing else: one bundle, `host.json`, and a `package.json`. `entry` is another in benchmarks.
 * @returns the size of the bundle, and the files that it is made of, from the root of the repository
 */
export async function buildPackage(
  folder: string,
  entry = 'functions/index.ts',
): Promise<{ bytes: number; sources: string[] }> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: path.join(folder, 'index.cjs'),
    bundle: true,
    minify: true,
    keepNames: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    // The first exists only inside the Functions worker. The second @azure/storage-blob loads for lists in Arrow format,
    // which nobody here asks for.
    external: ['@azure/functions-core', 'apache-arrow'],
    // @azure/storage-common asks for import.meta.url, which a CJS bundle has not.
    define: { 'import.meta.url': 'bundleUrl' },
    banner: { js: 'const bundleUrl = require("node:url").pathToFileURL(__filename).href;' },
    legalComments: 'none',
    metafile: true,
  });
  const { name, version, license } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
  const manifest = { name, version, license, private: true, main: 'index.cjs' };
  await writeFile(path.join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  await writeFile(path.join(folder, 'host.json'), await readFile(path.join(root, 'host.json')));
  const [bundle] = Object.values(metafile.outputs);
  return { bytes: bundle?.bytes ?? 0, sources: Object.keys(bundle?.inputs ?? {}) };
}

if (import.meta.main) {
  const { bytes } = await buildPackage(path.join(root, 'dist'));
  console.log(
    `dist/ is ready to deploy: one bundle of ${(bytes / 1_000_000).toFixed(1)} MB, no node_modules.`,
  );
}
