import { readFile, writeFile } from 'node:fs/promises';
import * as z from 'zod/mini';
import { resultSchema } from '../shared/results/result.ts';

/** Writes docs/result.schema.json; with `--check` only says whether it is up to date (exit code 1 if not). */
const file = new URL('../docs/result.schema.json', import.meta.url);

const schema = z.toJSONSchema(resultSchema);
const written = `${JSON.stringify({ $id: 'urn:sendasapp:result:1', ...schema }, null, 2)}\n`;

if (!process.argv.includes('--check')) await writeFile(file, written);
else if ((await readFile(file, 'utf8').catch(() => '')) !== written) {
  console.error('docs/result.schema.json is out of date: node scripts/write-result-schema.ts');
  process.exitCode = 1;
}
