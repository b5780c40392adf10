import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Gate, gate } from '../../../shared/mailbox/gate.ts';
import { pausedByHand } from '../../../shared/mailbox/holds.ts';
import { type Hold, type MailboxState, newMailbox } from '../../../shared/mailbox/mailbox-state.ts';
import { pacePresets } from '../../../shared/mailbox/pace.ts';
import { hold, MINUTE, start } from './given.ts';

const thirty = Array.from({ length: 30 }, () => start - 500);
const pause = { since: start, until: start + 30_000, probes: 0 };
const paused = pausedByHand('moving house', start);

const cases: readonly { name: string; state?: Partial<MailboxState>; appHold?: Hold; expected: Gate }[] = [
  { name: 'nothing is held', expected: { at: start, connections: 3 } },
  {
    name: 'the mailbox is held',
    state: { hold: hold() },
    expected: { at: start + 5 * MINUTE, connections: 1 },
  },
  {
    name: 'the probe of the mailbox is due',
    state: { hold: hold({ probeAt: start - 1 }) },
    expected: { at: start, connections: 1 },
  },
  { name: 'a server is away', state: { pause }, expected: { at: start + 30_000, connections: 1 } },
  {
    name: 'a server was away, and a try is due',
    state: { pause: { ...pause, until: start } },
    expected: { at: start, connections: 1 },
  },
  { name: 'all mailboxes are held', appHold: hold(), expected: { at: start + 5 * MINUTE, connections: 1 } },
  {
    name: 'the pace is used up',
    state: { admissions: thirty },
    expected: { at: start + MINUTE, connections: 3 },
  },
  {
    name: 'fewer connections were learnt',
    state: { learntConnections: { limit: 2, at: start } },
    expected: { at: start, connections: 2 },
  },
  {
    name: 'all at once, the pace the latest',
    state: { admissions: thirty, hold: hold({ probeAt: start + 20_000 }), pause },
    appHold: hold({ probeAt: start + 40_000 }),
    expected: { at: start + MINUTE, connections: 1 },
  },
  {
    name: 'all at once, the hold of all mailboxes the latest',
    state: { admissions: thirty, hold: hold({ probeAt: start + 20_000 }), pause },
    appHold: hold(),
    expected: { at: start + 5 * MINUTE, connections: 1 },
  },
  {
    name: 'a sender is held: the others go',
    state: { senderHolds: { 'dunning@contoso.com': hold() } },
    expected: { at: start, connections: 3 },
  },
  {
    name: 'a person paused the mailbox',
    state: { hold: paused },
    expected: { at: Number.POSITIVE_INFINITY, connections: 1 },
  },
  {
    name: 'a person paused all mailboxes',
    appHold: paused,
    expected: { at: Number.POSITIVE_INFINITY, connections: 1 },
  },
];

for (const { name, state, appHold, expected } of cases) {
  test(`gate: ${name}`, () => {
    const mailbox = { ...newMailbox('billing@contoso.com'), ...state };
    assert.deepEqual(gate(mailbox, pacePresets['exchange-online'], appHold, start), expected);
  });
}
