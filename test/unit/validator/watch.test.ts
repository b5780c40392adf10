import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OpenPartition } from '../../../shared/azure/partition.ts';
import { explain } from '../../../shared/failures/explain.ts';
import { failed, ok } from '../../../shared/failures/result.ts';
import { mailboxKey } from '../../../shared/mail/mailbox-key.ts';
import type { Verdict } from '../../../shared/validator/check.ts';
import { compareWatch } from '../../../shared/validator/compare-watch.ts';
import { makeReport, type Report } from '../../../shared/validator/report.ts';
import type { Finding } from '../../../shared/validator/run-checks.ts';
import { watch } from '../../../shared/validator/watch.ts';
import { keepEvents } from '../../support/events.ts';
import { createMemoryTable } from '../../support/memory-partition.ts';
import { now } from './given.ts';

const DAY_MS = 86_400_000;
const address = 'billing@contoso.com';
const key = mailboxKey(address);

/** Findings by check, as `verdict` or `fail <id of the catalogue>`. */
type Seen = Readonly<Record<string, string>>;

const findings = (seen: Seen): Finding[] =>
  Object.entries(seen).map(([check, text]) => {
    const [verdict, id] = text.split(' ') as [Verdict, string?];
    const values = { mailbox: address, sender: address };
    const failure = id && { failure: explain({ at: 'login', code: id, said: `no ${address}` }, values) };
    return { check, title: check, verdict, says: `About ${address}.`, ms: 1, ...failure };
  });

const reportOf = (app: Seen, mailbox?: Seen): Report =>
  makeReport(
    'envelope',
    { findings: findings(app), at: now },
    mailbox ? [{ mailbox: address, findings: findings(mailbox), at: now }] : [],
    now,
    30_000,
  );

/** What is new after a first report; each further one is compared with what the one before left. */
function newsAfter(...reports: readonly Report[]): readonly object[] {
  let compared: ReturnType<typeof compareWatch> | undefined;
  for (const report of reports) compared = compareWatch(compared?.state, report);
  const [ran, ...news] = compared?.events ?? [];
  assert.equal(ran?.event, 'watch.ran');
  return news;
}

const right = reportOf({ token: 'pass' }, { login: 'pass', envelope: 'pass' });
const disabled = 'smtp-auth-disabled-mailbox';
const loginFails = reportOf({ token: 'pass' }, { login: `fail ${disabled}`, envelope: 'skipped' });
const changed = (...changes: readonly object[]) => [{ event: 'watch.changed', changes }];
const loginFailed = {
  check: 'login',
  mailbox: key,
  to: 'fail',
  failure: disabled,
  fix: explain({ at: 'login', code: disabled, said: '' }).fix[0]?.does,
  command: 'Set-CASMailbox -Identity <mailbox address> -SmtpClientAuthenticationDisabled $false',
};

const cases: readonly { name: string; reports: readonly Report[]; events: readonly object[] }[] = [
  { name: 'the first, and all is right', reports: [right], events: [] },
  { name: 'the first, and something fails', reports: [loginFails], events: changed(loginFailed) },
  { name: 'all is right as before', reports: [right, right], events: [] },
  {
    name: 'a check fails that passed; what is skipped for it is no news',
    reports: [right, loginFails],
    events: changed({ ...loginFailed, from: 'pass' }),
  },
  { name: 'what fails as before is not said again', reports: [right, loginFails, loginFails], events: [] },
  {
    name: 'it is mended; what was skipped passes again, which is no news',
    reports: [right, loginFails, right],
    events: changed({ check: 'login', mailbox: key, from: 'fail', to: 'pass' }),
  },
  {
    name: 'it fails for another reason',
    reports: [reportOf({}, { login: 'fail login-refused' }), reportOf({}, { login: `fail ${disabled}` })],
    events: changed({ ...loginFailed, from: 'fail' }),
  },
  {
    name: 'a check of the app that could not tell',
    reports: [right, reportOf({ token: 'unknown' }, { login: 'pass', envelope: 'pass' })],
    events: changed({ check: 'token', from: 'pass', to: 'unknown' }),
  },
  {
    name: 'broken settings hide the mailboxes, and what was known of them counts on',
    reports: [loginFails, reportOf({ token: 'skipped' }), loginFails],
    events: [],
  },
  {
    name: 'a mailbox that is new and passes',
    reports: [reportOf({ token: 'pass' }), right],
    events: [],
  },
];

for (const { name, reports, events } of cases) {
  test(name, () => assert.deepEqual(newsAfter(...reports), events));
}

/** A certificate with so many days left; undefined where none could be read. */
const certificateWith = (daysLeft: number | undefined, thumbprintSha1 = 'A1'): Report => {
  const validTo = new Date(now + (daysLeft ?? 0) * DAY_MS).toISOString();
  const [certificate] = findings({ certificate: 'pass' }) as [Finding];
  const found =
    daysLeft === undefined ? certificate : { ...certificate, details: { validTo, thumbprintSha1 } };
  return makeReport('envelope', { findings: [found], at: now }, [], now, 30_000);
};

const lives: readonly { name: string; days: readonly (number | undefined)[]; said: readonly number[] }[] = [
  {
    name: 'each threshold is said once',
    days: [31, 30, 29.9, 29, 14, 13, 7, 6.5, 2, 1, 0.5, -1],
    said: [29, 13, 6, 2, 0],
  },
  { name: 'of several that were passed at once, one is said', days: [40, 5, 5], said: [5] },
  { name: 'one that has ended when it is first seen', days: [-2.5, -3.5], said: [-3] },
  { name: 'a day on which it could not be read changes nothing', days: [20, undefined, 19], said: [20] },
];

for (const { name, days, said } of lives) {
  test(`the certificate: ${name}`, () => {
    const events = days.map((_, index) =>
      newsAfter(...days.slice(0, index + 1).map((one) => certificateWith(one))),
    );
    const left = events.flat().map((event) => ('daysLeft' in event ? [event.daysLeft] : []));
    assert.deepEqual(left.flat(), said);
  });
}

test('every watch says whether anything fails, and how long the certificate lasts', () => {
  const ran = (report: Report) => compareWatch(undefined, report).events[0];
  assert.deepEqual(ran(right), { event: 'watch.ran', ok: true, fails: 0 });
  assert.deepEqual(ran(loginFails), { event: 'watch.ran', ok: false, fails: 1 });
  assert.deepEqual(ran(certificateWith(200.5)), { event: 'watch.ran', ok: true, fails: 0, daysLeft: 200 });
  assert.deepEqual(ran(certificateWith(-0.5)), { event: 'watch.ran', ok: true, fails: 0, daysLeft: -1 });
});

test('where Entra does not know the newest certificate, the days of the older one count', () => {
  const newest = certificateWith(300);
  const token = {
    ...findings({ token: 'warn' })[0],
    details: { olderThumbprintSha1: 'C3', olderValidTo: '' },
  };
  const reportWith = (daysLeft: number): Report => {
    const olderValidTo = new Date(now + daysLeft * DAY_MS).toISOString();
    const found = { ...token, details: { ...token.details, olderValidTo } } as Finding;
    return { ...newest, checks: [...newest.checks, found] };
  };
  const [ran, , certificate] = compareWatch(undefined, reportWith(12)).events as readonly Record<
    string,
    unknown
  >[];
  assert.equal(ran?.daysLeft, 12);
  assert.deepEqual(
    [certificate?.event, certificate?.daysLeft, certificate?.thumbprint],
    ['watch.certificate', 12, 'C3'],
  );
});

test('a new certificate begins anew, and the line names it', () => {
  const [event] = newsAfter(certificateWith(2), certificateWith(10, 'B2')) as Record<string, unknown>[];
  assert.deepEqual([event?.event, event?.daysLeft, event?.thumbprint], ['watch.certificate', 10, 'B2']);
  assert.match(String(event?.fix), /upload its \.cer to the app registration/);
});

/** The lines of watches that see these reports one after the other. */
async function linesOf(open: OpenPartition | undefined, ...reports: readonly Report[]) {
  const { log, lines } = keepEvents();
  for (const [index, report] of reports.entries()) {
    const parts = { validate: async () => ok(report), open, newId: () => `run-${index}` };
    await watch(parts, log);
  }
  return lines;
}

const eventOf = (line: string): string => JSON.parse(line).event;

test('what was seen is kept in the table, and no line holds an address', async () => {
  const lines = await linesOf(createMemoryTable().open, right, loginFails, loginFails, right);
  assert.deepEqual(lines.map(eventOf), [
    'watch.ran',
    'watch.ran',
    'watch.changed',
    'watch.ran',
    'watch.ran',
    'watch.changed',
  ]);
  assert.doesNotMatch(lines.join(), /@/);
});

test('two watches at the same time say it once', async () => {
  const { open } = createMemoryTable();
  await linesOf(open, right);
  const { log, events } = keepEvents();
  const two = ['one', 'other'].map((id) =>
    watch({ validate: async () => ok(loginFails), open, newId: () => id }, log),
  );
  await Promise.all(two);
  const named = (name: string) => events.filter(({ event }) => event === name).length;
  assert.deepEqual([named('watch.ran'), named('watch.changed')], [2, 1]);
});

test('a write whose answer was lost is known as the own one, and is told', async () => {
  const { open } = createMemoryTable();
  const repeats: OpenPartition = (partition) => {
    const table = open(partition);
    return {
      ...table,
      async commit(changes) {
        await table.commit(changes);
        return table.commit(changes);
      },
    };
  };
  assert.deepEqual((await linesOf(repeats, loginFails)).map(eventOf), ['watch.ran', 'watch.changed']);
});

test('without storage it validates all the same, tells what fails and why it may tell it again', async () => {
  const away: OpenPartition = (partition) => ({
    ...createMemoryTable().open(partition),
    read: async () => failed({ at: 'storage', code: 'ECONNREFUSED', said: 'connect ECONNREFUSED' }),
  });
  for (const [open, code] of [
    [away, 'ECONNREFUSED'],
    [undefined, 'settings-invalid'],
  ] as const) {
    const lines = await linesOf(open, loginFails, loginFails);
    assert.deepEqual(
      lines.map((line) => [eventOf(line), JSON.parse(line).storageFailure]),
      Array.from({ length: 4 }, (_, index) => [index % 2 === 0 ? 'watch.ran' : 'watch.changed', code]),
    );
  }
});

test('five hundred mailboxes fit into the row', async () => {
  const { open, rows } = createMemoryTable();
  const mailboxes = Array.from({ length: 500 }, (_, index) => ({
    mailbox: `box-${index}@contoso.com`,
    findings: findings({ login: `fail ${disabled}`, envelope: 'unknown', room: 'pass', limits: 'pass' }),
    at: now,
  }));
  await linesOf(open, makeReport('envelope', { findings: [], at: now }, mailboxes, now, 30_000));
  assert.equal(rows('app').length, 1);
});
