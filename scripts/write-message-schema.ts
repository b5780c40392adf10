import { readFile, writeFile } from 'node:fs/promises';
import { messageSchema } from '../shared/mail/message.ts';
import { inputSchema } from '../shared/openapi/json-schema.ts';

/** Writes docs/message.schema.json; with `--check` only says whether it is up to date (exit code 1 if not). */
const file = new URL('../docs/message.schema.json', import.meta.url);

const schema = inputSchema(messageSchema);

const written = `${JSON.stringify({ $id: 'urn:sendasapp:message:1', ...schema }, null, 2)}\n`;

if (!process.argv.includes('--check')) await writeFile(file, written);
else if ((await readFile(file, 'utf8').catch(() => '')) !== written) {
  console.error('docs/message.schema.json is out of date: node scripts/write-message-schema.ts');
  process.exitCode = 1;
}
