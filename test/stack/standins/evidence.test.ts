import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';

const local = path.join(import.meta.dirname, '../../../local');
const ofEntra = (await readdir(path.join(local, 'entra/refusals'))).map((file) => `entra/refusals/${file}`);

/** Exports that hold no text of a service. */
const withoutText = ['audience', 'unauthorized'];

/** Exports whose comment does not end with how sure their text is. */
function unmarked(source: string): string[] {
  const parts = source.split(/^export const /m);
  return parts
    .slice(1)
    .map((part) => part.split(/\W/, 1)[0] ?? '')
    .filter((_, index) => !/\b(documented|seen|reported)\.\s+\*\/\s+$/i.test(parts[index] ?? ''));
}

for (const file of [...ofEntra, 'vault/refusals.ts', 'managed-identity/refusals.ts']) {
  test(`each text in ${file} says how sure it is`, async () => {
    const names = unmarked(await readFile(path.join(local, file), 'utf8'));
    assert.deepEqual(
      names.filter((name) => !withoutText.includes(name)),
      [],
    );
  });
}

test('a text without a mark is found', () => {
  const source =
    "/** Seen. */\nexport const a = '1';\n/** Nothing. */\nexport const b = '2';\nexport const c = '3';\n";
  assert.deepEqual(unmarked(source), ['b', 'c']);
});
