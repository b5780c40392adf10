import { readFile, writeFile } from 'node:fs/promises';
import * as z from 'zod/mini';
import { messageSchema } from '../shared/mail/message.ts';

/** Writes docs/message.schema.json; with `--check` only says whether it is up to date (exit code 1 if not). */
const file = new URL('../docs/message.schema.json', import.meta.url);

const schema = z.toJSONSchema(messageSchema, {
  io: 'input',
  // zod leaves examples out wherever a field is changed while it is read: they might show the result. Ours do not.
  override({ zodSchema, jsonSchema }) {
    const examples = z.globalRegistry.get(zodSchema)?.examples;
    if (Array.isArray(examples)) jsonSchema.examples = examples;
  },
});

const written = `${JSON.stringify({ $id: 'urn:sendasapp:message:1', ...schema }, null, 2)}\n`;

if (!process.argv.includes('--check')) await writeFile(file, written);
else if ((await readFile(file, 'utf8').catch(() => '')) !== written) {
  console.error('docs/message.schema.json is out of date: node scripts/write-message-schema.ts');
  process.exitCode = 1;
}
