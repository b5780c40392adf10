import { globSync } from 'node:fs';
import path from 'node:path';

/** These set the authorities that the whole process trusts. */
const alone =
  /^(?:azure\/(?:short-waits|vault-versions)|identity\/request-token|validator\/inspect-certificate)\./;

const all = globSync('**/*.test.ts', { cwd: import.meta.dirname }).map((file) => file.replaceAll('\\', '/'));
const here = (file: string) => path.join(import.meta.dirname, file);

/** The files of unit tests: those that need a process of their own, and those that share one. */
export const units = {
  alone: all.filter((file) => alone.test(file)).map(here),
  together: all.filter((file) => !alone.test(file)).map(here),
};
