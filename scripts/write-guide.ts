import { readFile, writeFile } from 'node:fs/promises';
import { withExplanations } from './guide-explanations.ts';

/** Writes the explanations in docs/guide.md; with `--check` only says whether they are up to date (exit code 1 if not). */
const file = new URL('../docs/guide.md', import.meta.url);

const page = await readFile(file, 'utf8');
const written = withExplanations(page);

if (!process.argv.includes('--check')) await writeFile(file, written);
else if (page !== written) {
  console.error('docs/guide.md is out of date: node scripts/write-guide.ts');
  process.exitCode = 1;
}
