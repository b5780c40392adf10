import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');

/**
 * Writes a generated document, named from the root; with `--check` only says whether it is up to date (exit code 1 if not).
 * `make` is given what it holds now, an empty text where it is not there.
 */
export async function generate(
  document: string,
  script: ImportMeta,
  make: (page: string) => string,
): Promise<void> {
  const file = path.join(root, document);
  const page = await readFile(file, 'utf8').catch(() => '');
  const written = make(page);
  if (!process.argv.includes('--check')) await writeFile(file, written);
  else if (page !== written) {
    console.error(`${document} is out of date: node scripts/${path.basename(script.filename)}`);
    process.exitCode = 1;
  }
}

/** A document in JSON, as it is written. */
export const jsonText = (document: object): string => `${JSON.stringify(document, null, 2)}\n`;
