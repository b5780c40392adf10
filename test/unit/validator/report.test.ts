import assert from 'node:assert/strict';
import { test } from 'node:test';
import { holdsOn } from '../../../shared/administration/held.ts';
import { holdId } from '../../../shared/administration/hold-id.ts';
import type { RoomSeen } from '../../../shared/administration/room-seen.ts';
import { explain } from '../../../shared/failures/explain.ts';
import { newMailbox } from '../../../shared/mailbox/mailbox-state.ts';
import { makeReport } from '../../../shared/validator/report.ts';
import { reportLines } from '../../../shared/validator/report-text.ts';
import type { Finding } from '../../../shared/validator/run-checks.ts';
import { hold } from '../mailbox/given.ts';
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

const mailbox = 'billing@contoso.com';
const report = (...findings: Finding[]) => reportOf(findings);
const reportOf = (findings: readonly Finding[], room?: RoomSeen) =>
  makeReport(
    'login',
    { findings: [pass], at: now - 10_500 },
    [{ mailbox, findings, room, at: now - 5_000 }],
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

test('as text: verdicts, the words of the other side, and ranked causes with commands', () => {
  const lines = reportLines(report(fail), (word, verdict) => (verdict === 'fail' ? `<${word}>` : word));
  const text = lines.join('\n');
  assert.match(text, /^Validator, probe login, 2026-11-25 11:59:49 UTC, 10 s ago$/m);
  assert.match(text, /^ {2}pass {5}Settings {24}Right\.$/m);
  assert.match(text, /^billing@contoso\.com\n {2}<FAIL {5}>Login {27}Refused\.$/m);
  assert.match(text, /Said: 535 5\.7\.3 Authentication unsuccessful/);
  assert.match(text, /1\. Not registered\.\n +Never accepted\.\n +Register it\.\n +New-A\n +Get-A$/m);
  assert.match(text, /^Not right yet: 1 pass, 1 FAIL\.$/m);
  assert.doesNotMatch(text, /proves little/);
  const right = reportLines(report(pass)).join('\n');
  assert.match(right, /^Nothing fails: 2 pass\.\n.*proves little: FullAccess, SendAs/m);
});

const sender = 'invoices@contoso.com';
const held = hold({ failure: 'login-refused' });
const room: RoomSeen = {
  state: { ...newMailbox(mailbox), hold: held, senderHolds: { [sender]: held } },
  app: held,
  waiting: { count: 41, isMore: false },
  buried: 2,
  firstTakenIn: undefined,
  released: [],
};
const id = holdId({ scope: 'mailbox', address: mailbox });

test('what it means for mail: each hold with the command that ends it; nothing where the room was not read', () => {
  assert.deepEqual(report(pass).mail, []);
  const [mail] = reportOf([pass], room).mail;
  const since = '2026-11-25T12:00:00.000Z';
  const senderId = holdId({ scope: 'sender', address: mailbox, sender });
  const named = { failure: 'login-refused', since };
  assert.deepEqual(mail, {
    mailbox,
    waiting: 41,
    isMore: false,
    buried: 2,
    holds: [
      { id: 'app', scope: 'app', ...named, release: 'npm run holds -- release app' },
      { id, scope: 'mailbox', ...named, release: `npm run holds -- release ${id}` },
      { id: senderId, scope: 'sender', sender, ...named, release: `npm run holds -- release ${senderId}` },
    ],
    released: [],
  });
});

test('as text: it begins with what to mend first, and ends with what it means for mail', () => {
  const lines = reportLines(reportOf([fail], room));
  const [, , ...rest] = lines;
  assert.deepEqual(rest.slice(0, 6), [
    'Mend first: Login (billing@contoso.com)',
    '  Not registered.',
    '  Never accepted.',
    '  Register it.',
    '      New-A',
    '      Get-A',
  ]);
  const since = 'since 2026-11-25 12:00 UTC (login-refused), 41 waiting, 2 buried: release now';
  assert.deepEqual(lines.slice(-6, -2), [
    `billing@contoso.com: held with all mailboxes ${since}`,
    '    npm run holds -- release app',
    `billing@contoso.com: held ${since}`,
    `    npm run holds -- release ${id}`,
  ]);
  assert.equal(lines.at(-2), `billing@contoso.com: ${sender} held ${since}`);
});

test('as text: what was released is said', () => {
  const state = newMailbox(mailbox);
  const released = holdsOn(mailbox, { state: { ...state, hold: held }, app: undefined });
  const lines = reportLines(reportOf([pass], { ...room, app: undefined, state, released }));
  assert.deepEqual(lines.slice(-2), [
    'billing@contoso.com: held since 2026-11-25 12:00 UTC (login-refused), released now.',
    'billing@contoso.com: not held, 41 waiting, 2 buried.',
  ]);
});

test('as text: what a room is held for is not explained twice', () => {
  const lines = reportLines(reportOf([fail, { ...fail, check: 'room', title: 'Room' }]));
  assert.equal(lines.filter((line) => line.includes('Causes, likeliest first:')).length, 1);
  assert.match(
    lines.join('\n'),
    /Room .*\n.*\n.*Said: .*\n +Causes and remedies: as above \(login-refused\)\./,
  );
});
