import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { withExamples } from '../../../scripts/examples-page.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const page = read('docs/producers.md');

test('docs/producers.md has each example as it is', () => {
  assert.equal(page, withExamples(page, read));
});

test('an example that was changed is seen, and one that a comment names is put in', () => {
  const once = withExamples('<!-- examples/a.mjs -->\n\nText\n', () => 'one();\n');
  assert.equal(once, '<!-- examples/a.mjs -->\n```js\none();\n```\n\nText\n');
  const twice = withExamples(once, () => 'two();\n');
  assert.equal(twice, once.replace('one', 'two'));
});

test('docs/producers.md names every example', () => {
  const files = globSync('examples/**/*.*', { cwd: root }).map((file) => file.replaceAll('\\', '/'));
  assert.ok(files.length > 15);
  assert.deepEqual(
    files.filter((file) => !page.includes(file)),
    [],
  );
});

test('every JSON object in docs/producers.md is JSON', () => {
  const blocks = Array.from(page.matchAll(/^```json\n([{[][\s\S]*?)\n```$/gm), ([, text = '']) => text);
  assert.ok(blocks.length >= 8);
  for (const block of blocks) assert.doesNotThrow(() => JSON.parse(block), block);
});
