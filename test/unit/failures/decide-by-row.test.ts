import assert from 'node:assert/strict';
import { test } from 'node:test';
import { catalogue } from '../../../shared/failures/catalogue.ts';
import { explain } from '../../../shared/failures/explain.ts';
import type { Fault } from '../../../shared/failures/fault.ts';
import type { KnownFailure } from '../../../shared/failures/known-failure.ts';
import { stageOf } from '../../../shared/failures/smtp-stage.ts';
import { type Action, type AttemptRecord, decide, type Policy } from '../../../shared/mail/decide.ts';
import { faultsOf, type Outcome } from '../../../shared/mail/outcome.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const now = Date.parse('2026-11-25T12:00:00Z');
const policy: Policy = { ifUncertain: 'resend', retryForMs: 24 * HOUR, maxAgeMs: 120 * HOUR };
const fresh: AttemptRecord = {
  id: 'invoice-1',
  takenInAt: now - 1_000,
  retries: 0,
  acceptedBefore: false,
  pauses: 0,
  told: 2,
};

/** What the room does with no refusal to decide about. */
const ofTheRoom = ['process-died', 'paused'];
const rows = catalogue.filter(({ id }) => !ofTheRoom.includes(id));
const faultOf = ({ at, id, seen }: KnownFailure): Fault => ({ at, code: id, said: seen[0] });

const decided = (outcome: Outcome, record: Partial<AttemptRecord> = {}, other: Partial<Policy> = {}) => {
  const faults = outcome.kind === 'accepted' ? outcome.refused.map(({ fault }) => fault) : faultsOf(outcome);
  const explanations = faults.map((fault) => explain(fault));
  return decide({ outcome, explanations }, { ...fresh, ...record }, { ...policy, ...other }, now);
};

const afterFailure = (row: KnownFailure, record?: Partial<AttemptRecord>) =>
  decided({ kind: 'failed', faults: [faultOf(row)] }, record);

const hold = ({ scope = 'mailbox', wait = 0 }: KnownFailure): Action => ({
  kind: 'hold',
  scope,
  waitMs: wait * 1_000,
});

/** What a row says of a mailbox, by whether it was accepted before; `at` of a retry is looked at by itself. */
function said(row: KnownFailure, acceptedBefore: boolean): Action | { kind: 'retry' } {
  if (row.dependsOnHistory) return acceptedBefore ? { kind: 'pause', waitMs: 0 } : hold(row);
  switch (row.treat) {
    case 'fail':
      return { kind: 'bury', expired: false };
    case 'hold':
    case 'refresh':
      return hold(row);
    case 'split':
      return { kind: 'split' };
    case 'retry':
      return row.pausesEndpoint || row.scope ? { kind: 'pause', waitMs: 0 } : { kind: 'retry' };
  }
}

for (const row of rows) {
  test(`decide gives what the row says: ${row.id}`, () => {
    for (const acceptedBefore of [false, true]) {
      const expected = said(row, acceptedBefore);
      const action = afterFailure(row, { acceptedBefore });
      if (expected.kind !== 'retry') assert.deepEqual(action, expected);
      else {
        assert.ok(action.kind === 'retry' && !action.marked, action.kind);
        const inMs = action.at - now;
        const { wait = 0 } = row;
        assert.ok(inMs >= 0.9 * MINUTE && inMs >= wait * 1_000, `${inMs} ms`);
        assert.ok(inMs <= Math.max(1.1 * MINUTE, wait * 1_000), `${inMs} ms`);
      }
    }
  });
}

/** Any number of pauses, and a day of them. */
const longAway: Partial<AttemptRecord> = {
  pauses: 300,
  retries: 30,
  retryingSince: now - 24 * HOUR,
  acceptedBefore: true,
};

for (const row of rows.filter(({ treat, dependsOnHistory }) => treat === 'retry' || dependsOnHistory)) {
  const { id, scope, pausesEndpoint } = row;
  const then = pausesEndpoint ? 'one message still tries' : scope ? `${scope} held` : 'kept';
  test(`decide gives what the row says when it has not gone away for a day: ${id}, ${then}`, () => {
    const expected: Action = pausesEndpoint
      ? { kind: 'pause', waitMs: 0 }
      : scope
        ? hold(row)
        : { kind: 'bury', expired: false };
    assert.deepEqual(afterFailure(row, longAway), expected);
  });
}

const ofARecipient = rows.filter((row) => stageOf(row) === 'rcpt');

test('rows of recipients are there', () => assert.ok(ofARecipient.length > 4));

for (const row of ofARecipient) {
  const expected = { fail: 'done', retry: 'rest', split: 'rest', hold: 'rest', refresh: 'rest' }[row.treat];
  test(`decide gives what the row says of one recipient, the others accepted: ${row.id}, ${expected}`, () => {
    const refused = [{ address: 'ada@fabrikam.com', fault: faultOf(row) }];
    const action = decided({ kind: 'accepted', reply: '250 2.0.0 OK', refused });
    assert.equal(action.kind, expected);
    if (row.treat === 'split') assert.deepEqual(action, { kind: 'rest', at: now });
  });
}

for (const id of ['smtp-line-broke', 'deadline-passed', 'smtp-unreachable']) {
  test(`decide asks MAIL_IF_UNCERTAIN where it may have arrived: ${id}`, () => {
    const row = rows.find((one) => one.id === id);
    assert.ok(row);
    const outcome: Outcome = { kind: 'uncertain', fault: faultOf(row) };
    const again = decided(outcome);
    assert.ok(again.kind === 'retry' && again.marked && again.at > now);
    assert.deepEqual(decided(outcome, {}, { ifUncertain: 'hold' }), { kind: 'keep' });
  });
}
