import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { errorsPage } from '../../../scripts/errors-page.ts';
import { catalogue } from '../../../shared/failures/catalogue.ts';

const page = errorsPage(catalogue);

test('docs/errors.md is what the catalogue says (else: node scripts/write-errors.ts)', async () => {
  assert.equal(await readFile(new URL('../../../docs/errors.md', import.meta.url), 'utf8'), page);
});

test('every explanation has one anchor and one entry in the contents', () => {
  for (const id of [...catalogue.map((row) => row.id), 'unlisted']) {
    assert.equal(page.split(`<a id="${id}"></a>`).length, 2, id);
    assert.equal(page.split(`](#${id})`).length, 2, id);
  }
});

test('prose shows placeholders instead of hiding them as HTML', () => {
  const outsideCode = page.replace(/```[\s\S]*?```/g, '').replaceAll(/<a id="[^"]*"><\/a>/g, '');
  assert.doesNotMatch(outsideCode, /<(?!\/?a\b)/);
  assert.match(outsideCode, /&lt;mailbox address>/);
});
