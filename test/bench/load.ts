import { execFile } from 'node:child_process';
import { mkdtempDisposable, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { buildPackage } from '../../scripts/build.ts';
import { type Benchmark, median } from './benchmark.ts';

const ROUNDS = 11;
const root = fileURLToPath(new URL('../..', import.meta.url));
const timer = fileURLToPath(new URL('./time-import.ts', import.meta.url));

/**
 * The bundle beside the same entry as most apps are deployed: each source file transpiled to its own JavaScript,
 * packages from node_modules. Neither has `@azure/functions-core`, so that the library runs in its test mode.
 */
export const load: Benchmark = {
  says: 'load time of the bundle beside the same code with node_modules',
  async run(progress) {
    await using folder = await mkdtempDisposable(path.join(tmpdir(), 'bench-'));
    const { bytes } = await buildPackage(path.join(folder.path, 'bundled'));
    await transpile(path.join(folder.path, 'apart'));
    const bundled: number[] = [];
    const apart: number[] = [];
    for (let round = 1; round <= ROUNDS; round += 1) {
      progress(`round ${round} of ${ROUNDS}`);
      bundled.push(await timeImport(path.join(folder.path, 'bundled/index.cjs')));
      apart.push(await timeImport(path.join(folder.path, 'apart/functions/index.js')));
    }
    return [
      { name: 'bundleMegabytes', what: 'size of the bundle', value: bytes / 1e6, unit: 'MB' },
      { name: 'bundleMs', what: 'load time of the bundle', value: median(bundled), unit: 'ms' },
      { name: 'unbundledMs', what: 'load time file by file', value: median(apart), unit: 'ms' },
      {
        name: 'ratio',
        what: 'bundle beside file by file',
        value: median(bundled) / median(apart),
        unit: 'times',
        atMost: 0.5,
      },
    ];
  },
};

/** Every file of functions/ and shared/ on its own, `.ts` in imports turned into `.js`. */
async function transpile(folder: string): Promise<void> {
  await build({
    absWorkingDir: root,
    entryPoints: ['functions/**/*.ts', 'shared/**/*.ts'],
    outdir: folder,
    outbase: '.',
    format: 'esm',
    platform: 'node',
    target: 'node24',
    bundle: true,
    packages: 'external',
    plugins: [
      {
        name: 'keep files apart',
        setup(esbuild) {
          esbuild.onResolve({ filter: /^\.{1,2}\/.*\.ts$/ }, ({ kind, path: source }) =>
            kind === 'entry-point' ? undefined : { path: source.replace(/\.ts$/, '.js'), external: true },
          );
        },
      },
    ],
  });
  await writeFile(path.join(folder, 'package.json'), '{"type":"module"}');
  await symlink(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
}

/** Milliseconds to load an entry file in a fresh process, without a compile cache. */
async function timeImport(entry: string): Promise<number> {
  const { stdout } = await promisify(execFile)(process.execPath, [timer, entry], { env: {} });
  return Number(stdout);
}
