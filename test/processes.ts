import { globSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';

/** Files that have a process of their own. */
const alone = [
  // They take so long that others should run beside them; the longest first.
  'stack/setup/entra stack/catalogue/azure stack/setup/exchange stack/validator/faults-of-mail stack/validator/faults',
  'stack/examples/workflows stack/validator/send stack/record/record stack/catalogue/exchange stack/examples/over-http',
  'stack/mailbox/crashes stack/send/certificate-reload stack/send/refusals stack/host/queues stack/mailbox/administer',
  // They set what a whole process trusts or reads.
  'unit/azure/short-waits unit/azure/vault-versions unit/identity/request-token unit/validator/inspect-certificate',
  'stack/validator/checks stack/standins/managed-identity-refusals',
]
  .join(' ')
  .split(' ')
  .map((name) => path.join(import.meta.dirname, `${name}.test.ts`));

const testsIn = (folder: string) =>
  globSync('**/*.test.ts', { cwd: folder }).map((file) => path.join(folder, file));

/** Runs the tests of a folder in this process: to load what they need takes longer than most of them. */
export async function runTogether(folder: string): Promise<void> {
  const { promise: loaded, resolve } = Promise.withResolvers<void>();
  // Holds back the others: hooks that a file brings once all tests before it have ended would not be run.
  test(`all files of ${path.basename(folder)} are loaded`, () => loaded);
  for (const file of testsIn(folder)) {
    if (!alone.includes(file)) await import(pathToFileURL(file).href);
  }
  resolve();
}

/** What has to be run for all tests below a folder, each in a process: long ones first, so that none is left in the end. */
export function processesFor(folder: string): string[] {
  const shared = globSync('**/together.ts', { cwd: folder }).map((file) => path.join(folder, file));
  const isShared = (file: string) => shared.some((one) => file.startsWith(path.dirname(one) + path.sep));
  const others = testsIn(folder).filter((file) => !alone.includes(file) && !isShared(file));
  return [...alone.filter((file) => file.startsWith(folder + path.sep)), ...shared, ...others];
}
