import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { failed } from '../../../shared/failures/result.ts';
import { checksOfApp, checksOfMailbox } from '../../../shared/validator/all-checks.ts';
import { type Check, defineCheck } from '../../../shared/validator/check.ts';
import { probes, reaches } from '../../../shared/validator/probe.ts';
import { runChecks } from '../../../shared/validator/run-checks.ts';

const run = (checks: readonly Check[], deadline = new AbortController().signal) =>
  runChecks(checks, {}, { now: () => 0, deadline, atEnd: () => {} });

const rest = { title: 'T', probe: 'settings' } as const;
const givesToken = defineCheck({
  ...rest,
  id: 'gives',
  needs: [],
  gives: ['token'],
  look: async () => ({ verdict: 'pass', says: 'there', facts: { token: 'secret' } }),
});
const needsToken = defineCheck({
  ...rest,
  id: 'needs',
  needs: ['token'],
  gives: [],
  look: async ({ token }) => ({ verdict: 'notice', says: `${token.length} letters` }),
});

test('a fact goes from the check that gives it to the one that needs it, and into no finding', async () => {
  const { findings, facts } = await run([givesToken, needsToken]);
  assert.deepEqual(
    findings.map(({ verdict, says }) => [verdict, says]),
    [
      ['pass', 'there'],
      ['notice', '6 letters'],
    ],
  );
  assert.equal(facts.token, 'secret');
  assert.doesNotMatch(JSON.stringify(findings), /secret/);
});

test('a check that lacks a fact is skipped, and says why', async () => {
  const { findings } = await run([needsToken]);
  assert.deepEqual(findings, [
    { check: 'needs', title: 'T', verdict: 'skipped', says: 'Skipped, because there is no token.', ms: 0 },
  ]);
});

test('what is looked at is told as it begins', async () => {
  const titles: string[] = [];
  const tools = { now: () => 0, deadline: new AbortController().signal, atEnd: () => {} };
  await runChecks(
    [givesToken, { ...needsToken, title: 'U' }],
    {},
    { ...tools, onCheck: (title) => titles.push(title) },
  );
  assert.deepEqual(titles, ['T', 'U']);
});

test('what has not answered when the time is over could not be told, and those behind are not begun', async () => {
  let begun = 0;
  const slow = defineCheck({
    ...rest,
    id: 'slow',
    needs: [],
    gives: [],
    async look(_, { signal }) {
      begun += 1;
      await setTimeout(60_000, undefined, { signal }).catch(() => {});
      return { verdict: 'pass', says: 'too late' };
    },
  });
  // A timer of the signal alone would not keep the process.
  const [{ findings }] = await Promise.all([run([slow, slow], AbortSignal.timeout(20)), setTimeout(30)]);
  assert.deepEqual(
    findings.map(({ verdict }) => verdict),
    ['unknown', 'unknown'],
  );
  assert.equal(begun, 1);
});

const all = [...checksOfApp(failed([])), ...checksOfMailbox];

test('every fact that a check needs comes from outside or from a check before it, within every probe', () => {
  for (const probe of probes) {
    const known = new Set<string>(['storage', 'mailbox']);
    for (const { id, needs, gives, probe: least } of all) {
      if (!reaches(probe, least)) continue;
      for (const need of needs) assert.ok(known.has(need), `${id} needs ${need} at ${probe}`);
      for (const give of gives) known.add(give);
    }
  }
});

test('the checks stand in the order in which a message meets what they look at', () => {
  const way =
    'settings storage identity certificate sign token claims dns connection ehlo login envelope submission room limits'.split(
      ' ',
    );
  const ids = all.map(({ id }) => id);
  assert.deepEqual(
    ids.filter((id) => way.includes(id)),
    way,
  );
  assert.equal(new Set(ids).size, ids.length);
});
