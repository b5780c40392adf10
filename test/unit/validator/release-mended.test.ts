import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Held, holdsOn } from '../../../shared/administration/held.ts';
import { pausedByHand } from '../../../shared/mailbox/holds.ts';
import { newMailbox } from '../../../shared/mailbox/mailbox-state.ts';
import type { Facts } from '../../../shared/validator/facts.ts';
import { mendedBy, releaseMended } from '../../../shared/validator/release-mended.ts';
import { billing, createAdministration } from '../mailbox/administration.ts';
import { hold, start } from '../mailbox/given.ts';

const session = {} as Facts['session'];
const refusedFor = (failure: string) => hold({ failure, said: 'x' });
const held = (failure: string) =>
  holdsOn(billing, { state: { ...newMailbox(billing), hold: refusedFor(failure) }, app: undefined });

for (const [failure, isMended] of [
  ['settings-invalid', true],
  ['vault-role-missing', true],
  ['certificate-expired', true],
  ['assertion-key-not-found', true],
  ['smtp-unreachable', true],
  ['login-refused', true],
  ['smtp-auth-disabled-mailbox', true],
  ['mailbox-logon-failure', false],
  ['send-as-denied', false],
  ['unlisted', false],
  ['paused', false],
] as const) {
  test(`a login that is taken ${isMended ? 'ends' : 'says nothing of'} a hold for ${failure}`, () => {
    const holds = held(failure);
    assert.deepEqual(mendedBy({ session, before: holds }, holds), isMended ? holds : []);
  });
}

test('without a login, or for a hold that was not there before it, nothing is known', () => {
  const holds = held('login-refused');
  assert.deepEqual(mendedBy({ before: holds }, holds), []);
  assert.deepEqual(mendedBy({ session }, holds), []);
  const earlier = holds.map((one) => ({ ...one, since: start - 1 }));
  assert.deepEqual(mendedBy({ session, before: earlier }, holds), []);
});

test('the hold of all mailboxes ends where nothing of the app fails', () => {
  const holds = holdsOn(billing, { state: newMailbox(billing), app: refusedFor('vault-role-missing') });
  assert.deepEqual(mendedBy({ session, before: holds }, holds), []);
  assert.deepEqual(mendedBy({ session, before: holds, appIsRight: true }, holds), holds);
});

test('what is released is what was seen; a pause that a person set meanwhile stays', async () => {
  const { parts, leave, mailbox } = createAdministration();
  const seen: readonly Held[] = held('login-refused');
  await leave({ hold: pausedByHand('moving', start) });
  assert.deepEqual(await releaseMended(parts, seen), []);
  assert.equal(mailbox().hold?.failure, 'paused');
  const there = createAdministration();
  await there.leave({ hold: refusedFor('login-refused') });
  assert.deepEqual(await releaseMended(there.parts, seen), seen);
  assert.equal(there.mailbox().hold, undefined);
});
