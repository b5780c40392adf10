import { readFile, writeFile } from 'node:fs/promises';
import { catalogue } from '../shared/failures/catalogue.ts';
import { errorsPage } from './errors-page.ts';

/** Writes docs/errors.md; with `--check` only says whether it is up to date (exit code 1 if not). */
const file = new URL('../docs/errors.md', import.meta.url);

const written = errorsPage(catalogue);

if (!process.argv.includes('--check')) await writeFile(file, written);
else if ((await readFile(file, 'utf8').catch(() => '')) !== written) {
  console.error('docs/errors.md is out of date: node scripts/write-errors.ts');
  process.exitCode = 1;
}
