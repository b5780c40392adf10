import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';

const root = path.resolve(import.meta.dirname, '..');

/** OpenTelemetry lies beside the bundle: nobody reads it who has no use for traces. */
const tracing = { source: 'shared/telemetry/otlp/start-tracing.ts', file: 'tracing.cjs' };

const tracingBeside: Plugin = {
  name: 'tracing beside the bundle',
  setup({ onResolve }) {
    onResolve({ filter: /\/start-tracing\.ts$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: `./${tracing.file}`, external: true } : undefined,
    );
  },
};

const options = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  keepNames: true,
  platform: 'node',
  target: 'node24',
  format: 'cjs',
  legalComments: 'none',
  metafile: true,
} as const satisfies BuildOptions;

/**
 * What is deployed, and nothing else: a bundle and another for traces, `host.json`, and a `package.json`. `entry` is
 * another in benchmarks.
 * @returns the size of the bundle, and the files that both are made of, from the root of the repository
 */
export async function buildPackage(
  folder: string,
  entry = 'functions/index.ts',
): Promise<{ bytes: number; sources: string[] }> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const [main, beside] = await Promise.all([
    build({
      ...options,
      entryPoints: [entry],
      outfile: path.join(folder, 'index.cjs'),
      plugins: [tracingBeside],
      // The first exists only inside the Functions worker. The second @azure/storage-blob loads for lists in Arrow format,
      // which nobody here asks for.
      external: ['@azure/functions-core', 'apache-arrow'],
      // @azure/storage-common asks for import.meta.url, which a CJS bundle has not.
      define: { 'import.meta.url': 'bundleUrl' },
      banner: { js: 'const bundleUrl = require("node:url").pathToFileURL(__filename).href;' },
    }),
    build({
      ...options,
      entryPoints: [tracing.source],
      outfile: path.join(folder, tracing.file),
      // What is not used can be left out of ES modules: 60 KB instead of 290.
      mainFields: ['module', 'main'],
    }),
  ]);
  const { name, version, license } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
  const manifest = { name, version, license, private: true, main: 'index.cjs' };
  await writeFile(path.join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  await writeFile(path.join(folder, 'host.json'), await readFile(path.join(root, 'host.json')));
  const [bundle, traces] = [main, beside].flatMap(({ metafile }) => Object.values(metafile.outputs));
  const sources = [bundle, traces].flatMap((output) => Object.keys(output?.inputs ?? {}));
  return { bytes: bundle?.bytes ?? 0, sources: [...new Set(sources)] };
}

if (import.meta.main) {
  const { bytes } = await buildPackage(path.join(root, 'dist'));
  console.log(
    `dist/ is ready to deploy: one bundle of ${(bytes / 1_000_000).toFixed(1)} MB, no node_modules.`,
  );
}
