import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

const root = path.resolve(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const page = read('SECURITY.md');

/** The rows of the threat table: what stops it, and the test that shows it. */
const threats = [...page.matchAll(/^\|([^|\n]*)\| ([^|\n]+) \| ([^|\n]+) \| (.+) \|$/gm)]
  .map(([, asset = '', threat = '', , shown = '']) => ({ asset: asset.trim(), threat, shown }))
  .filter(({ asset }) => asset !== 'asset' && !asset.startsWith('---'));

test('the threat table has an asset, a threat and a test in each row', () => {
  assert.ok(threats.length >= 20);
  assert.notEqual(threats[0]?.asset, '');
});

for (const { threat, shown } of threats) {
  test(`its test is there: ${threat}`, () => {
    const [, file = '', quoted = ''] = /^\[[^\]]+\]\(([^)]+)\): (`.+`)$/.exec(shown) ?? [];
    const name = quoted.replace(/^`+ ?| ?`+$/g, '');
    assert.ok(name, shown);
    const source = read(file);
    const isNamed = ["'", '`', '"'].some((mark) => source.includes(`${mark}${name}${mark}`));
    assert.ok(isNamed, `${file} has no test "${name}"`);
  });
}

test('vulnerabilities are reported privately, and no address is invented', () => {
  assert.match(page, /Report a vulnerability/);
  assert.doesNotMatch(page, /[\w.]+@[\w.]+/);
});
