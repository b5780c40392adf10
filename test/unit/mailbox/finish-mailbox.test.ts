import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explain } from '../../../shared/failures/explain.ts';
import type { Fault } from '../../../shared/failures/fault.ts';
import { endingOf } from '../../../shared/mailbox/finish.ts';
import { pausedByHand } from '../../../shared/mailbox/holds.ts';
import type { MailboxState } from '../../../shared/mailbox/mailbox-state.ts';
import type { MessageRecord } from '../../../shared/mailbox/message-record.ts';
import type { Attempted } from '../../../shared/mailbox/parts.ts';
import {
  accepted,
  appUnknown,
  attempted,
  away,
  end,
  failed,
  known,
  noFullAccess,
  now,
  parts,
  sendAsDenied,
  sending,
  smtpAuthOff,
  tooFast,
  tooManyConnections,
  uncertain,
  unknownUser,
} from './attempts.ts';
import { hold, MINUTE, start } from './given.ts';

const held = hold({ probe: 'invoice-1' });
const paused = pausedByHand('moving house', start);
const pause = { since: start, until: start + MINUTE, probes: 0, probe: 'invoice-1' };
const sender = 'billing@contoso.com';
const waitMs = (fault: Fault) => explain(fault).wait * 1000;

/** The mailbox after each action: `before` is what it was beside having sent before, `expected` what it is. */
const mailboxes: readonly {
  name: string;
  attempted: Attempted;
  record?: Partial<MessageRecord>;
  before?: Partial<MailboxState>;
  expected: Partial<MailboxState>;
}[] = [
  {
    name: 'accepted',
    attempted: attempted(accepted()),
    expected: { lastAccepted: now },
  },
  {
    name: 'accepted: its hold is lifted',
    attempted: attempted(accepted()),
    before: { hold: held },
    expected: { lastAccepted: now, lifted: { at: now, failure: held.failure } },
  },
  {
    name: 'accepted: the hold of its sender is lifted, of another one not',
    attempted: attempted(accepted()),
    record: { from: 'Billing@Contoso.com' },
    before: { senderHolds: { [sender]: held, 'dunning@contoso.com': hold() } },
    expected: {
      lastAccepted: now,
      lifted: { at: now, failure: held.failure },
      senderHolds: { 'dunning@contoso.com': hold() },
    },
  },
  {
    name: 'accepted: no sender is held any more',
    attempted: attempted(accepted()),
    before: { senderHolds: { [sender]: held } },
    expected: { lastAccepted: now, lifted: { at: now, failure: held.failure } },
  },
  {
    name: 'accepted: what a person paused stays so',
    attempted: attempted(accepted()),
    before: { hold: paused, senderHolds: { [sender]: paused } },
    expected: { lastAccepted: now, hold: paused, senderHolds: { [sender]: paused } },
  },
  {
    name: 'accepted: the pause is over',
    attempted: attempted(accepted()),
    before: { pause },
    expected: { lastAccepted: now },
  },
  {
    name: 'a server is away: paused for 30 seconds',
    attempted: attempted(failed(away)),
    expected: { pause: { since: now, until: now + 30_000, probes: 0 } },
  },
  {
    name: 'the server is still away: paused for longer',
    attempted: attempted(failed(away)),
    before: { pause },
    expected: { pause: { since: start, until: now + MINUTE, probes: 1 } },
  },
  {
    name: 'the server refuses something else: it is there',
    attempted: attempted(failed(unknownUser)),
    before: { pause },
    expected: {},
  },
  {
    name: 'the line broke after the content: that proves nothing of a server that is away',
    attempted: attempted(uncertain),
    before: { pause },
    expected: { pause },
  },
  {
    name: 'the mailbox is held',
    attempted: attempted(failed(smtpAuthOff)),
    before: { pause },
    expected: {
      hold: {
        failure: explain(smtpAuthOff).id,
        said: smtpAuthOff.said,
        since: now,
        probeAt: now + Math.max(5 * MINUTE, waitMs(smtpAuthOff)),
        probes: 0,
      },
    },
  },
  {
    name: 'the hold stays when a message fails that was under way before',
    attempted: attempted(failed(smtpAuthOff)),
    record: { id: 'invoice-2' },
    before: { hold: held },
    expected: { hold: held },
  },
  {
    name: 'a grant that may move: paused, not held',
    attempted: attempted(failed(noFullAccess)),
    expected: { pause: { since: now, until: now + 30_000, probes: 0 } },
  },
  {
    name: 'a grant that may move, after three pauses: held',
    attempted: attempted(failed(noFullAccess)),
    before: { pause: { ...pause, probes: 2 } },
    expected: {
      hold: {
        failure: explain(noFullAccess).id,
        said: noFullAccess.said,
        since: now,
        probeAt: now + Math.max(5 * MINUTE, waitMs(noFullAccess)),
        probes: 0,
      },
    },
  },
  {
    name: 'the sender is held',
    attempted: attempted(failed(sendAsDenied)),
    record: { from: 'Dunning@Contoso.com' },
    before: { senderHolds: { [sender]: hold() } },
    expected: {
      senderHolds: {
        [sender]: hold(),
        'dunning@contoso.com': {
          failure: explain(sendAsDenied).id,
          said: sendAsDenied.said,
          since: now,
          probeAt: now + Math.max(5 * MINUTE, waitMs(sendAsDenied)),
          probes: 0,
        },
      },
    },
  },
  { name: 'all mailboxes are held: not this one', attempted: attempted(failed(appUnknown)), expected: {} },
  {
    name: 'too fast',
    attempted: attempted(failed(tooFast)),
    expected: { learntPace: { limit: 15, at: now } },
  },
  {
    name: 'too many connections',
    attempted: attempted(failed(tooManyConnections)),
    expected: { learntConnections: { limit: 2, at: now } },
  },
];

for (const { name, before, expected, ...given } of mailboxes) {
  test(`the mailbox: ${name}`, () => {
    assert.deepEqual(end({ ...given, ...(before && { state: before }) }).after, { ...known, ...expected });
  });
}

test('a mailbox that was never accepted is held at once where a grant is missing', () => {
  const { action } = end({ attempted: attempted(failed(noFullAccess)), state: { lastAccepted: 0 } });
  assert.equal(action.kind, 'hold');
});

test('while it is held, a probe that is refused as a new grant is makes the hold longer', () => {
  const { after } = end({
    attempted: attempted(failed(noFullAccess)),
    state: { hold: held },
  });
  assert.equal(after.hold?.probes, 1);
});

test('what concerns all mailboxes is handed on, with what the row asks for', () => {
  assert.deepEqual(end({ attempted: attempted(failed(appUnknown)) }).appRefusal, {
    id: 'invoice-1',
    failure: explain(appUnknown).id,
    said: appUnknown.said,
    waitMs: waitMs(appUnknown),
  });
  assert.equal(end({ attempted: attempted(failed(smtpAuthOff)) }).appRefusal, undefined);
});

test('the end is worked out again on a newer state: a person paused the mailbox meanwhile', () => {
  const ending = endingOf(parts, sending(), attempted(failed(smtpAuthOff)), known, now);
  assert.deepEqual(ending.mailbox({ ...known, hold: paused }, now + 1), { ...known, hold: paused });
});
