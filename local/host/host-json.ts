import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Settings } from './settings.ts';

type Section = Record<string, unknown>;

/** One section of host.json, keys in lower case, with `AzureFunctionsJobHost__…` settings laid over it. */
export type HostOptions = (section: 'queues' | 'http') => Section;

const lowerKeys = (value: unknown): Section =>
  Object.fromEntries(Object.entries(value ?? {}).map(([key, inner]) => [key.toLowerCase(), inner]));

/** @throws when host.json is missing or not JSON: the host does not start then. */
export async function readHostJson(folder: string, settings: Settings): Promise<HostOptions> {
  const extensions = lowerKeys(
    lowerKeys(JSON.parse(await readFile(join(folder, 'host.json'), 'utf8'))).extensions,
  );
  return (section) => ({
    ...lowerKeys(extensions[section]),
    ...settings.section(`AzureFunctionsJobHost:extensions:${section}`),
  });
}
