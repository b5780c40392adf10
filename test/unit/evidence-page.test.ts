import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { withEvidence } from '../../scripts/evidence-tables.ts';
import { catalogue } from '../../shared/failures/catalogue.ts';

const page = await readFile(new URL('../../docs/evidence.md', import.meta.url), 'utf8');

test('docs/evidence.md counts what the catalogue says (else: node scripts/write-evidence.ts)', () => {
  assert.equal(page, withEvidence(page, catalogue));
});

test('every row is counted once, and every unsure one is named', () => {
  const [, ...counts] = /^\| \*\*all\*\* \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|$/m.exec(page) ?? [];
  const [documented = 0, server = 0, reported = 0, all = 0] = counts.map(Number);
  assert.equal(documented + server + reported, catalogue.length);
  assert.equal(all, catalogue.length);
  assert.equal(page.match(/^- \[[\w-]+\]\(errors\.md#[\w-]+\)$/gm)?.length, server + reported);
});

test('without its two comments the page is refused instead of left as it is', () => {
  assert.throws(() => withEvidence('# How sure it is\n', catalogue), /two comments/);
});
