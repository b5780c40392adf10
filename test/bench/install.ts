import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Benchmark, Figure } from './benchmark.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const FOLDERS = ['functions', 'shared', 'local', 'scripts', 'test'];

interface LockedPackage {
  dev?: boolean;
  optional?: boolean;
  hasInstallScript?: boolean;
}

/** What somebody takes on who takes this on: packages to trust, lines to read. */
export const install: Benchmark = {
  says: 'production packages and lines of code',
  async run() {
    const lock = JSON.parse(await readFile(path.join(root, 'package-lock.json'), 'utf8'));
    const production = Object.entries<LockedPackage>(lock.packages).filter(
      ([where, { dev, optional }]) => where !== '' && !dev && !optional,
    );
    const withScript = production.filter(([, { hasInstallScript }]) => hasInstallScript);
    return [
      {
        name: 'packages',
        what: 'production packages',
        value: production.length,
        unit: 'packages',
        atMost: 80,
      },
      {
        name: 'installScripts',
        what: 'of them with an install script',
        value: withScript.length,
        unit: 'packages',
        atMost: 0,
      },
      ...(await Promise.all(FOLDERS.map(linesOf))),
    ];
  },
};

async function linesOf(folder: string): Promise<Figure> {
  const files = globSync(`${folder}/**/*.{ts,mjs,cjs}`, { cwd: root });
  const texts = await Promise.all(files.map((file) => readFile(path.join(root, file), 'utf8')));
  const value = texts.flatMap((text) => text.split('\n')).filter(isCode).length;
  return { name: `${folder}Lines`, what: `code in ${folder}/, ${files.length} files`, value, unit: 'lines' };
}

/** Neither blank nor comment alone. */
const isCode = (line: string): boolean => !/^\s*(\/\/|\/?\*|$)/.test(line);
