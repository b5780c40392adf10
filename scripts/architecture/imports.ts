import { globSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

/** The text of a file; its path is from the root of the repository, as everywhere here. */
export const read = (path: string): string => readFileSync(join(root, path), 'utf8');

/** The TypeScript files in folders, on every system with slashes. */
export const filesIn = (...folders: string[]): string[] =>
  folders
    .flatMap((folder) => globSync(`${folder}/**/*.ts`, { cwd: root }))
    .map((path) => path.replaceAll('\\', '/'))
    .sort();

/** What a file imports, types included: files by their path, packages by their name. */
export function importsOf(path: string): string[] {
  const statics = read(path).matchAll(/^(?:import|export)\b[^'"`;]*?from\s+'([^']+)'/gm);
  const bare = read(path).matchAll(/\bimport\s*\(?\s*'([^']+)'/g);
  return [...statics, ...bare].map(([, name = '']) =>
    name.startsWith('.') ? posix.join(posix.dirname(path), name) : name,
  );
}

export const isFile = (imported: string): boolean => imported.endsWith('.ts');
