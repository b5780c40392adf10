import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explain } from '../../../shared/failures/explain.ts';
import type { Fault } from '../../../shared/failures/fault.ts';
import { type Action, type AttemptRecord, decide, type Policy, rules } from '../../../shared/mail/decide.ts';
import { faultsOf, type Outcome } from '../../../shared/mail/outcome.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const now = Date.parse('2026-11-25T12:00:00Z');
const policy: Policy = { ifUncertain: 'resend', retryForMs: 24 * HOUR, maxAgeMs: 120 * HOUR };
const fresh: AttemptRecord = {
  id: 'invoice-1',
  takenInAt: now - 1_000,
  retries: 0,
  acceptedBefore: true,
  pauses: 0,
  told: 2,
};

const submit = (said: string): Fault => ({ at: 'submit', code: said.slice(0, 3), said });
const own = (code: string): Fault => ({ at: 'message', code, said: 'as we found' });
const unknownUser = submit(
  '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup',
);
const greylisted = submit('450 4.5.0 No recipient succeeded');
const busy = submit('451 4.7.500 Server busy. Please try again later');
const tooManyRecipients = submit('452 4.5.3 Too many recipients');
const noFullAccess = submit(
  '430 4.2.0 STOREDRV; mailbox logon failure; failure to open mailbox; MapiExceptionLogonFailed',
);
const loginRefused: Fault = { at: 'login', code: '535', said: '535 5.7.3 Authentication unsuccessful' };
const smtpAuthOff: Fault = {
  at: 'login',
  code: '535',
  said: '535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox. Visit https://aka.ms/smtp_auth_disabled for more information.',
};
const sendAsDenied = submit(
  '554 5.2.252 SendAsDenied; billing@contoso.com not allowed to send as dunning@contoso.com; STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied; Failed to process message due to a permanent exception',
);
const lockedOut = submit('550 5.2.252 Sender throttled due to continuous send as denied errors.');
const appUnknown: Fault = {
  at: 'token',
  code: 'AADSTS700016',
  said: "AADSTS700016: Application with identifier 'x' was not found in the directory 'y'.",
};
const keyNotFound: Fault = {
  at: 'token',
  code: 'AADSTS700027',
  said: 'AADSTS700027: Client assertion contains an invalid signature. [Reason - The key was not found.',
};
const tokenLoop: Fault = {
  at: 'token',
  code: 'AADSTS50196',
  said: 'AADSTS50196: The server terminated an operation because it encountered a loop while processing a request.',
};
const refused: Fault = { at: 'connect', code: 'ECONNREFUSED', said: 'connect ECONNREFUSED 127.0.0.1:587' };
const lineBroke: Fault = { at: 'submit', code: 'ECONNECTION', said: 'Connection closed unexpectedly' };
const throttled: Fault = {
  ...submit('450 4.7.0 Organization queue quota exceeded.'),
  retryAfter: 1_800,
};

const accepted = (...faults: Fault[]): Outcome => ({
  kind: 'accepted',
  reply: '250 2.0.0 OK',
  refused: faults.map((fault) => ({ address: 'ada@contoso.com', fault })),
});
const failed = (first: Fault, ...others: Fault[]): Outcome => ({
  kind: 'failed',
  faults: [first, ...others],
});
const uncertain: Outcome = { kind: 'uncertain', fault: lineBroke };

/** The delay of a retry lies within a tenth of this; all else is compared as it is. */
type Expected =
  | Exclude<Action, { kind: 'retry' | 'rest' }>
  | { kind: 'retry' | 'rest'; inMs: number; marked?: true };

const cases: readonly {
  rule: string;
  outcome: Outcome;
  record?: Partial<AttemptRecord>;
  policy?: Partial<Policy>;
  expected: Expected;
}[] = [
  {
    rule: 'accepted for all, or refused for good for some',
    outcome: accepted(),
    expected: { kind: 'done' },
  },
  {
    rule: 'accepted for all, or refused for good for some',
    outcome: accepted(unknownUser),
    expected: { kind: 'done' },
  },
  {
    rule: 'accepted, and too many recipients for one envelope',
    outcome: accepted(tooManyRecipients),
    expected: { kind: 'rest', inMs: 0 },
  },
  {
    rule: 'accepted, and some recipients refused for now',
    outcome: accepted(unknownUser, greylisted),
    expected: { kind: 'rest', inMs: MINUTE },
  },
  {
    rule: 'accepted, and the time for the recipients refused for now is over',
    outcome: accepted(greylisted),
    record: { retries: 30, retryingSince: now - 24 * HOUR },
    expected: { kind: 'done' },
  },
  {
    rule: 'perhaps accepted, and twice is better than never',
    outcome: uncertain,
    expected: { kind: 'retry', inMs: MINUTE, marked: true },
  },
  {
    rule: 'perhaps accepted, and never is better than twice',
    outcome: uncertain,
    policy: { ifUncertain: 'hold' },
    expected: { kind: 'keep' },
  },
  {
    rule: 'perhaps accepted, and never is better than twice',
    outcome: uncertain,
    record: { ifUncertain: 'hold' },
    expected: { kind: 'keep' },
  },
  {
    rule: 'perhaps accepted, and twice is better than never',
    outcome: uncertain,
    record: { ifUncertain: 'resend', retries: 1 },
    policy: { ifUncertain: 'hold' },
    expected: { kind: 'retry', inMs: 2 * MINUTE, marked: true },
  },
  {
    rule: 'perhaps accepted, and its time is over',
    outcome: uncertain,
    record: { expires: now },
    expected: { kind: 'keep' },
  },
  {
    rule: 'nothing but the message itself is at fault',
    outcome: failed(own('message-invalid')),
    expected: { kind: 'bury', expired: false },
  },
  {
    rule: 'nothing but the message itself is at fault',
    outcome: failed(unknownUser, unknownUser),
    expected: { kind: 'bury', expired: false },
  },
  {
    rule: 'its time is over',
    outcome: failed(lineBroke),
    record: { expires: now - 1 },
    expected: { kind: 'bury', expired: true },
  },
  {
    rule: 'a set-up that an administrator has to mend',
    outcome: failed(smtpAuthOff),
    record: { takenInAt: now - 500 * HOUR, resentAt: now - HOUR },
    expected: { kind: 'hold', scope: 'mailbox', waitMs: explain(smtpAuthOff).wait * 1000 },
  },
  {
    rule: 'a set-up that an administrator has to mend',
    outcome: failed(smtpAuthOff),
    record: { takenInAt: now - 500 * HOUR, sendAt: now - HOUR },
    expected: { kind: 'hold', scope: 'mailbox', waitMs: explain(smtpAuthOff).wait * 1000 },
  },
  {
    rule: 'its time is over',
    outcome: failed(smtpAuthOff),
    record: { takenInAt: now - 500 * HOUR, sendAt: now - 120 * HOUR },
    expected: { kind: 'bury', expired: true },
  },
  {
    rule: 'its time is over',
    outcome: failed(smtpAuthOff),
    record: { takenInAt: now - 120 * HOUR },
    expected: { kind: 'bury', expired: true },
  },
  {
    rule: 'a set-up that an administrator has to mend',
    outcome: failed(smtpAuthOff),
    expected: { kind: 'hold', scope: 'mailbox', waitMs: explain(smtpAuthOff).wait * 1000 },
  },
  {
    rule: 'a set-up that an administrator has to mend',
    outcome: failed(appUnknown),
    expected: { kind: 'hold', scope: 'app', waitMs: explain(appUnknown).wait * 1000 },
  },
  {
    rule: 'a set-up that an administrator has to mend',
    outcome: failed(sendAsDenied),
    expected: { kind: 'hold', scope: 'sender', waitMs: explain(sendAsDenied).wait * 1000 },
  },
  {
    rule: 'a set-up that an administrator has to mend',
    outcome: failed(lockedOut),
    expected: { kind: 'hold', scope: 'mailbox', waitMs: HOUR },
  },
  {
    rule: 'refused as a new grant is, by a mailbox that was accepted before: perhaps it moves',
    outcome: failed(noFullAccess),
    expected: { kind: 'pause', waitMs: 0 },
  },
  {
    rule: 'refused as a new grant is, by a mailbox that was accepted before: perhaps it moves',
    outcome: failed(loginRefused),
    record: { pauses: 2 },
    expected: { kind: 'pause', waitMs: 0 },
  },
  {
    rule: 'refused as a new grant is: it takes its time, or was never made',
    outcome: failed(noFullAccess),
    record: { acceptedBefore: false },
    expected: { kind: 'hold', scope: 'mailbox', waitMs: explain(noFullAccess).wait * 1000 },
  },
  {
    rule: 'refused as a new grant is: it takes its time, or was never made',
    outcome: failed(loginRefused),
    record: { pauses: 3 },
    expected: { kind: 'hold', scope: 'mailbox', waitMs: explain(loginRefused).wait * 1000 },
  },
  {
    rule: 'made anew at once, and refused again',
    outcome: failed(keyNotFound),
    expected: { kind: 'hold', scope: 'app', waitMs: explain(keyNotFound).wait * 1000 },
  },
  {
    rule: 'a server is away',
    outcome: failed(refused),
    record: { retries: 40, retryingSince: now - 30 * HOUR, pauses: 40 },
    expected: { kind: 'pause', waitMs: 0 },
  },
  {
    rule: 'a server is away',
    outcome: failed({ ...refused, retryAfter: 600 }),
    expected: { kind: 'pause', waitMs: 10 * MINUTE },
  },
  {
    rule: 'a part of the set-up does not answer as it should, perhaps for a moment',
    outcome: failed(tokenLoop),
    record: { pauses: 2 },
    expected: { kind: 'pause', waitMs: 0 },
  },
  {
    rule: 'trying again has not helped',
    outcome: failed(tokenLoop),
    record: { pauses: 3 },
    expected: { kind: 'hold', scope: 'app', waitMs: explain(tokenLoop).wait * 1000 },
  },
  {
    rule: 'too many recipients for one envelope',
    outcome: failed(tooManyRecipients),
    expected: { kind: 'split' },
  },
  {
    rule: 'it may go away by itself',
    outcome: failed(tooManyRecipients),
    record: { told: 1 },
    expected: { kind: 'retry', inMs: MINUTE },
  },
  {
    rule: 'tried for as long as it may be',
    outcome: failed(lineBroke),
    record: { retries: 30, retryingSince: now - 24 * HOUR },
    expected: { kind: 'bury', expired: false },
  },
  {
    rule: 'it may go away by itself',
    outcome: failed(unknownUser, greylisted),
    expected: { kind: 'retry', inMs: MINUTE },
  },
  ...[1, 2, 5, 15, 30, 60, 60].map((minutes, retries) => ({
    rule: 'it may go away by itself',
    outcome: failed(lineBroke),
    record: { retries, ...(retries > 0 && { retryingSince: now - HOUR }) },
    expected: { kind: 'retry' as const, inMs: minutes * MINUTE },
  })),
  {
    rule: 'it may go away by itself',
    outcome: failed(busy),
    expected: { kind: 'retry', inMs: 30 * MINUTE },
  },
  {
    rule: 'it may go away by itself',
    outcome: failed(throttled),
    expected: { kind: 'retry', inMs: 30 * MINUTE },
  },
];

for (const { rule, outcome, record, policy: other, expected } of cases) {
  const known = { ...fresh, ...record };
  test(`${rule}: ${expected.kind} (${JSON.stringify({ ...record, ...other })})`, () => {
    const faults =
      outcome.kind === 'accepted' ? outcome.refused.map(({ fault }) => fault) : faultsOf(outcome);
    const ended = { outcome, explanations: faults.map((fault) => explain(fault)) };
    const asked = { ...policy, ...other };
    const found = rules.find(({ applies }) => applies({ ...ended, record: known, policy: asked, now }));
    assert.equal(found?.name, rule);
    const action = decide(ended, known, asked, now);
    if (expected.kind !== 'retry' && expected.kind !== 'rest') return assert.deepEqual(action, expected);
    assert.equal(action.kind, expected.kind);
    const { at, marked } = action as { at: number; marked?: boolean };
    assert.ok(Math.abs(at - now - expected.inMs) <= expected.inMs / 10, `${at - now} ms`);
    if (expected.kind === 'retry') assert.equal(marked, expected.marked ?? false);
  });
}

test('each rule has a case of its own', () => {
  const shown = new Set(cases.map(({ rule }) => rule));
  assert.deepEqual(
    rules.map(({ name }) => name).filter((name) => !shown.has(name)),
    [],
  );
});

test('messages that failed together do not come back together', () => {
  const times = Array.from({ length: 50 }, (_, index) =>
    decide(
      { outcome: failed(lineBroke), explanations: [explain(lineBroke)] },
      { ...fresh, id: `invoice-${index}` },
      policy,
      now,
    ),
  ).map((action) => (action as { at: number }).at);
  assert.ok(new Set(times).size > 30);
  assert.ok(times.every((at) => at >= now + 54_000 && at <= now + 66_000));
});
