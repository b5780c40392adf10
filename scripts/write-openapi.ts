import { readFile, writeFile } from 'node:fs/promises';
import { openApiDocument } from '../shared/openapi/openapi.ts';
import { swaggerDocument } from '../shared/openapi/swagger.ts';

/** Writes docs/openapi.json and docs/swagger.json; with `--check` only says whether they are up to date (exit code 1 if not). */
const documents = { openapi: openApiDocument(), swagger: swaggerDocument() };

for (const [name, document] of Object.entries(documents)) {
  const file = new URL(`../docs/${name}.json`, import.meta.url);
  const written = `${JSON.stringify(document, null, 2)}\n`;
  if (!process.argv.includes('--check')) await writeFile(file, written);
  else if ((await readFile(file, 'utf8').catch(() => '')) !== written) {
    console.error(`docs/${name}.json is out of date: node scripts/write-openapi.ts`);
    process.exitCode = 1;
  }
}
