import { build } from 'esbuild';

/**
 * Writes the dev host as few files into a folder, and gives the one to start: to load its SDKs module by module is half
 * of its start, and tests start it hundreds of times.
 */
export async function bundleHost(root: string, folder: string): Promise<string> {
  await build({
    absWorkingDir: root,
    // What the app gets as @azure/functions-core is a file of its own, under its own name.
    entryPoints: ['local/host/main.ts', 'local/host/functions-core.ts'],
    outExtension: { '.js': '.ts' },
    outdir: folder,
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    external: ['@azure/identity', 'apache-arrow'],
    // Packages of CommonJS ask for it.
    banner: { js: "import { createRequire as of } from 'node:module'; const require = of(import.meta.url);" },
  });
  return `${folder}/main.ts`;
}
