import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explain } from '../../../shared/failures/explain.ts';
import { makeReport } from '../../../shared/validator/report.ts';
import { reportLines } from '../../../shared/validator/report-text.ts';
import type { Finding } from '../../../shared/validator/run-checks.ts';
import { now } from './given.ts';

const pass: Finding = { check: 'settings', title: 'Settings', verdict: 'pass', says: 'Right.', ms: 1 };
const unknown: Finding = { ...pass, check: 'dns', verdict: 'unknown', says: 'Could not tell.' };
const fail: Finding = {
  ...pass,
  check: 'login',
  title: 'Login',
  verdict: 'fail',
  says: 'Refused.',
  details: { token: 'new' },
  failure: explain({ at: 'login', code: '535', said: '535 5.7.3 Authentication unsuccessful' }),
  causes: [
    { cause: 'Not registered.', because: 'Never accepted.', does: 'Register it.', command: 'New-A\nGet-A' },
  ],
};

const report = (...findings: Finding[]) =>
  makeReport(
    'login',
    { findings: [pass], at: now - 10_500 },
    [{ mailbox: 'billing@contoso.com', findings, at: now - 5_000 }],
    now,
    30_000,
  );

test('the report is right where nothing fails; what could not be told does not count', () => {
  const { ok, summary, version } = report(unknown);
  assert.deepEqual([ok, version], [true, 1]);
  assert.deepEqual(summary, { pass: 1, notice: 0, warn: 0, fail: 0, unknown: 1, skipped: 0 });
  assert.equal(report(fail).ok, false);
});

test('its age is that of its oldest part, and so is the time until it is looked at anew', () => {
  const { at, ageSeconds, freshInSeconds } = report(pass);
  assert.deepEqual([at, ageSeconds, freshInSeconds], ['2026-11-25T11:59:49.500Z', 10, 20]);
});

test('a failure is told without what only the sender goes by', () => {
  const [login] = report(fail).mailboxes[0]?.checks ?? [];
  assert.deepEqual(Object.keys(login?.failure ?? {}), [
    ...['id', 'at', 'said', 'meaning', 'causes', 'fix', 'becomes', 'source', 'evidence', 'more'],
  ]);
});

test('as text: verdicts, the words of the other side, ranked causes with commands, and what it does not prove', () => {
  const lines = reportLines(report(fail), (word, verdict) => (verdict === 'fail' ? `<${word}>` : word));
  const text = lines.join('\n');
  assert.match(text, /^Validator, probe login, 2026-11-25 11:59:49 UTC, 10 s ago$/m);
  assert.match(text, /^ {2}pass {5}Settings {24}Right\.$/m);
  assert.match(text, /^billing@contoso\.com\n {2}<FAIL {5}>Login {27}Refused\.$/m);
  assert.match(text, /Said: 535 5\.7\.3 Authentication unsuccessful/);
  assert.match(text, /1\. Not registered\.\n +Never accepted\.\n +Register it\.\n +New-A\n +Get-A$/m);
  assert.match(text, /^Not right yet: 1 pass, 1 FAIL\.$/m);
  assert.match(text, /proves little: FullAccess, SendAs/);
  assert.doesNotMatch(reportLines(report(pass)).join('\n'), /Not right/);
});
