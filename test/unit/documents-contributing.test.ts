import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

const root = path.resolve(import.meta.dirname, '../..');
const page = readFileSync(path.join(root, 'CONTRIBUTING.md'), 'utf8');

/** A recipe, and how many files of the product it may touch. */
const recipes = [
  ['A mapped error', 1],
  ['A check of the validator', 2],
  ['An SMTP endpoint', 1],
  ['A certificate source', 2],
  ['A format of producers', 2],
] as const;

const quoted = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map(([, inner = '']) => inner);

for (const [name, most] of recipes) {
  const [, recipe = ''] = page.split(`\n### ${name}\n`);
  const [section = ''] = recipe.split(/^##/m);

  test(`${name}: touches ${most} files at most, where there are such files`, () => {
    const files = quoted(/^Files: (.+)$/m.exec(section)?.[1] ?? '');
    assert.ok(files.length > 0 && files.length <= most, `${files}`);
    for (const file of files) {
      assert.ok(existsSync(path.join(root, file.includes('<') ? path.dirname(file) : file)), file);
    }
  });

  test(`${name}: the tests that it names are there`, () => {
    const [command = ''] = /npm test -- [^`]+/.exec(section) ?? [];
    const patterns = command.match(/test\/[^\s'`]+/g) ?? [];
    assert.ok(patterns.length > 0);
    assert.deepEqual(
      patterns.filter((pattern) => globSync(pattern, { cwd: root }).length === 0),
      [],
    );
  });
}

test('a file that the page names in full is there', () => {
  const prose = page.replace(/^```[\s\S]*?^```/gm, '');
  const named = quoted(prose).filter((text) =>
    /^(?:shared|test|scripts|infra|docs)\/[\w./-]+\.\w+$/.test(text),
  );
  assert.ok(named.length > 8);
  assert.deepEqual(
    named.filter((file) => !existsSync(path.join(root, file))),
    [],
  );
});
