import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  hourOf,
  isOwned,
  type MailboxState,
  newMailbox,
  stateFromValues,
  stateToValues,
} from '../../../shared/mailbox/mailbox-state.ts';
import { hold, start } from './given.ts';

test('a mailbox is read back as it was written, in one property', () => {
  const state: MailboxState = {
    ...newMailbox('billing@contoso.com'),
    owner: 'turn-1',
    leaseUntil: start,
    inFlight: ['invoice-1'],
    admissions: [start - 1, start],
    hold: hold({ probe: 'invoice-1' }),
    senderHolds: { 'dünning@contoso.com': hold() },
    recipients: { '2026-11-25T12': 3 },
    counts: { accepted: 1, retried: 2 },
  };
  const values = stateToValues(state);
  assert.deepEqual(Object.keys(values), ['mailbox']);
  assert.deepEqual(stateFromValues(values), state);
});

test('hours are those of UTC', () => {
  assert.equal(hourOf(Date.parse('2026-11-26T00:59:59.999+01:00')), '2026-11-25T23');
});

const owners: readonly { name: string; owner: string; leaseUntil: number; owned: boolean }[] = [
  { name: 'nobody', owner: '', leaseUntil: start + 1, owned: false },
  { name: 'somebody', owner: 'turn-1', leaseUntil: start + 1, owned: true },
  { name: 'somebody whose lease is over', owner: 'turn-1', leaseUntil: start, owned: false },
];

for (const { name, owner, leaseUntil, owned } of owners) {
  test(`who sends for the mailbox: ${name}`, () => {
    assert.equal(isOwned({ ...newMailbox('billing@contoso.com'), owner, leaseUntil }, start), owned);
  });
}
