import { readFile } from 'node:fs/promises';
import { registerHooks } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { endStartup, getProgrammingModel, type RegisteredFunction, runHooks } from './functions-core.ts';
import { describe, log } from './log.ts';

const coreUrl = new URL('./functions-core.ts', import.meta.url).href;

export interface LoadedApp {
  functions: RegisteredFunction[];
  /** Why the entry file did not load. The real host stays up all the same, with what was registered until then. */
  error?: string;
}

async function loadEntry(folder: string): Promise<string | undefined> {
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === '@azure/functions-core'
        ? { url: coreUrl, format: 'module-typescript', shortCircuit: true }
        : next(specifier, context),
  });
  const { main } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  if (typeof main !== 'string') return 'package.json names no "main"';
  try {
    await import(pathToFileURL(resolve(folder, main)).href);
  } catch (error) {
    log('error', 'worker', `Worker was unable to load entry point "${main}": ${describe(error)}`);
    return describe(error);
  }
  return undefined;
}

/**
 * Loads the app's entry file with this process in the place of Azure's Node worker, and runs its app-start hooks.
 * @throws what an app-start hook throws, and an error when `package.json` cannot be read.
 */
export async function loadApp(folder: string): Promise<LoadedApp> {
  const error = await loadEntry(folder);
  await runHooks('appStart', { hookData: {}, functionAppDirectory: folder });
  const capabilities = await getProgrammingModel()?.getCapabilities({});
  if (capabilities?.HttpUri)
    throw new Error('This host serves no HTTP streams: app.setup({ enableHttpStream }).');
  return { functions: endStartup(), ...(error ? { error } : {}) };
}
