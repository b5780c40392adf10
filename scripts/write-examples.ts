import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { withExamples } from './examples-page.ts';

/** Writes the examples into docs/producers.md; with `--check` only says whether they are up to date (exit code 1 if not). */
const root = new URL('../', import.meta.url);
const file = new URL('docs/producers.md', root);

const page = await readFile(file, 'utf8');
const written = withExamples(page, (example) => readFileSync(new URL(example, root), 'utf8'));

if (!process.argv.includes('--check')) await writeFile(file, written);
else if (page !== written) {
  console.error('docs/producers.md is out of date: node scripts/write-examples.ts');
  process.exitCode = 1;
}
