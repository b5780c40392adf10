import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('../../../scripts/explain.ts', import.meta.url));

function run(words: readonly string[], input = '') {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...words], {
    input,
    encoding: 'utf8',
  });
  return { status, stdout, stderr, last: stdout.trim().split('\n').at(-1) ?? '' };
}

const denied = '554 5.2.252 SendAsDenied; a@x.org not allowed to send as b@x.org';

for (const [name, words, input] of [
  ['flag first', ['--json', denied], ''],
  ['flag last', [denied, '--json'], ''],
  ['several words', [...denied.split(' '), '--json'], ''],
  ['standard input', ['--json'], `${denied}\n`],
] as const) {
  test(`--json, ${name}: the last line is the explanation`, () => {
    const { status, last } = run(words, input);
    const explanation = JSON.parse(last);
    assert.equal(status, 0);
    assert.deepEqual(
      [explanation.id, explanation.at, explanation.treat],
      ['send-as-denied', 'submit', 'hold'],
    );
    for (const key of ['meaning', 'causes', 'fix', 'wait', 'source']) assert.ok(explanation[key], key);
  });
}

test('for people: cause, command and source, without colours where there is no terminal', () => {
  const { status, stdout } = run([denied]);
  assert.equal(status, 0);
  assert.match(stdout, /^error {8}send-as-denied$/m);
  assert.match(stdout, /Add-RecipientPermission -Identity <From address>/);
  assert.match(stdout, /docs\/errors\.md#send-as-denied/);
  assert.ok(!stdout.includes('\u001b'));
});

test('without any text: usage, and exit code 2', () => {
  const { status, stdout, stderr } = run([]);
  assert.equal(status, 2);
  assert.equal(stdout, '');
  assert.match(stderr, /^usage:/);
});
