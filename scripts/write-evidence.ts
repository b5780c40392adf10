import { readFile, writeFile } from 'node:fs/promises';
import { catalogue } from '../shared/failures/catalogue.ts';
import { withEvidence } from './evidence-tables.ts';

/** Writes the counts in docs/evidence.md; with `--check` only says whether they are up to date (exit code 1 if not). */
const file = new URL('../docs/evidence.md', import.meta.url);

const page = await readFile(file, 'utf8');
const written = withEvidence(page, catalogue);

if (!process.argv.includes('--check')) await writeFile(file, written);
else if (page !== written) {
  console.error('docs/evidence.md is out of date: node scripts/write-evidence.ts');
  process.exitCode = 1;
}
