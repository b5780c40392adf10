import assert from 'node:assert/strict';
import { test } from 'node:test';
import { catalogue } from '../../../shared/failures/catalogue.ts';
import { explain, explainText } from '../../../shared/failures/explain.ts';
import type { Fault, Step } from '../../../shared/failures/fault.ts';
import type { KnownFailure } from '../../../shared/failures/known-failure.ts';
import { placeholders, placeholdersIn } from '../../../shared/failures/placeholders.ts';
import { definitions } from '../../../shared/settings/definitions.ts';

const smtpSteps: readonly Step[] = ['connect', 'login', 'submit'];

const noises: readonly ((reply: string) => string)[] = [
  (reply) => `2026-11-20T09:14:02.113Z [Error] Executed 'Functions.sendMail' (Failed): ${reply}`,
  (reply) => `Error: Invalid login: ${reply}\n    at SMTPConnection._formatError (index.js:936:19)`,
  (reply) => JSON.stringify({ level: 'error', message: reply, correlationId: '7d1c' }),
  (reply) => `   \r\n${reply.replaceAll(' ', '\r\n ')}\r\n`,
];

for (const row of catalogue) {
  test(`${row.id}: each of its replies is explained by this row`, () => {
    for (const reply of row.seen) {
      assert.equal(explain({ at: row.at, said: reply }).id, row.id, reply);
      assert.equal(explainText(reply).id, row.id, `pasted: ${reply}`);
      for (const step of smtpSteps.includes(row.at) ? smtpSteps : []) {
        assert.equal(explain(asFault(reply, step)).id, row.id, `at ${step}: ${reply}`);
      }
    }
  });

  test(`${row.id}: each of its replies is found in noise`, () => {
    for (const reply of row.seen) {
      for (const noise of noises) assert.equal(explainText(noise(reply)).id, row.id, noise(reply));
    }
  });
}

test('an explanation treats a failure as its row says', () => {
  for (const { at, seen, treat, scope, wait = 0 } of catalogue) {
    const explanation = explain({ at, said: seen[0] });
    assert.deepEqual([explanation.treat, explanation.scope, explanation.wait], [treat, scope, wait], seen[0]);
  }
});

/** A reply as the adapters hand it over: the basic code apart, the words whole. */
function asFault(said: string, at: Step): Fault {
  const code = /^\d{3}\b/.exec(said)?.[0];
  return { at, said, ...(code && { code }) };
}

const everyText = (): [id: string, text: string][] =>
  catalogue.flatMap((row) =>
    [
      row.meaning,
      ...row.causes,
      ...row.fix.flatMap(({ does, portal = '', command = '' }) => [does, portal, command]),
    ].map((text): [string, string] => [row.id, text]),
  );

test('ids are unique, short and kebab-case', () => {
  const ids = catalogue.map(({ id }) => id);
  assert.deepEqual(
    ids.filter((id, index) => ids.indexOf(id) !== index),
    [],
  );
  assert.deepEqual(
    ids.filter((id) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id) || id.length > 40),
    [],
  );
});

test('what may end in a hold says what is held', () => {
  const without = catalogue.filter(({ treat, scope }) => (treat === 'hold' || treat === 'refresh') && !scope);
  assert.deepEqual(without, []);
});

test('what pauses for a server that is away is tried again, and nothing is held for it', () => {
  const pausing = catalogue.filter(({ pausesEndpoint }) => pausesEndpoint);
  assert.deepEqual(
    pausing.filter(({ treat, scope }) => treat !== 'retry' || scope).map(({ id }) => id),
    [],
  );
});

test('what is retried or held says how long to wait; what fails, and what the room does by itself, does not', () => {
  const waits = ({ treat, id }: KnownFailure) =>
    treat !== 'fail' && treat !== 'split' && id !== 'process-died' && id !== 'paused';
  assert.deepEqual(
    catalogue.filter((row) => waits(row) !== (row.wait ?? 0) > 0).map(({ id }) => id),
    [],
  );
});

test('what an SMTP server says begins with a reply code', () => {
  const said = catalogue.filter(({ at, heard }) => smtpSteps.includes(at) && heard !== 'client');
  assert.deepEqual(
    said.filter(({ seen }) => !/^[2345]\d\d /.test(seen[0])).map(({ id }) => id),
    [],
  );
});

test('only failures of a conversation tell where else they are heard', () => {
  const alone: readonly Step[] = ['setup', 'settings', 'message'];
  assert.deepEqual(
    catalogue.filter(({ at, heard }) => heard && alone.includes(at)).map(({ id }) => id),
    [],
  );
});

test('only what an SMTP server says has a stage', () => {
  const misplaced = catalogue.filter(({ at, heard, stage }) => stage && (heard || !smtpSteps.includes(at)));
  assert.deepEqual(misplaced, []);
});

test('no text uses a placeholder that is not known', () => {
  const unknown = everyText().flatMap(([id, text]) =>
    placeholdersIn(text)
      .filter((name) => !Object.hasOwn(placeholders, name))
      .map((name) => `${id}: {${name}}`),
  );
  assert.deepEqual(unknown, []);
});

test('what is only reported is worded so', () => {
  const reported = catalogue.filter(({ evidence }) => evidence === 'reported');
  assert.ok(reported.length > 0);
  assert.deepEqual(
    reported.filter(({ meaning }) => !/reported/i.test(meaning)).map(({ id }) => id),
    [],
  );
});

test('sources are public ones', () => {
  const inward = catalogue.filter(({ source }) =>
    /shared\/|reference\/|\.md\b/.test(source.replace('TROUBLESHOOTING.md', '')),
  );
  assert.deepEqual(inward, []);
});

test('the deprecated -ServiceId appears in no command', () => {
  assert.deepEqual(
    everyText().filter(([, text]) => /-ServiceId\b/.test(text)),
    [],
  );
});

test('settings that it names are settings of the app', () => {
  const named = everyText().flatMap(([, text]) => text.match(/\bMAIL_[A-Z]+(?:_[A-Z]+)*/g) ?? []);
  assert.ok(named.length > 0);
  assert.deepEqual(
    named.filter((name) => !Object.hasOwn(definitions, name)),
    [],
  );
});
