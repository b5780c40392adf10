import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readMessage } from '../../../shared/administration/message-handle.ts';
import { failed } from '../../../shared/failures/result.ts';
import { messageKey } from '../../../shared/mailbox/keys.ts';
import { type MessageRecord, toValues } from '../../../shared/mailbox/message-record.ts';
import { standing, standingKey } from '../../../shared/mailbox/standing-row.ts';
import { sendToSelf } from '../../../shared/validator/send-to-self.ts';
import { testMessage } from '../../../shared/validator/test-message.ts';
import { billing, billingKey, createAdministration, okValue } from '../mailbox/administration.ts';
import { hold, MINUTE, parsed, start } from '../mailbox/given.ts';

const id = 'validator-1';
const fault = { at: 'submit', code: '554', said: '554 5.2.252 SendAsDenied' } as const;

/** A mailbox, and what its owner does with the message while the validator sleeps. */
function given(owner: (desk: Desk, slept: number) => Promise<void>, others = {}) {
  const administration = createAdministration(others);
  const desk = { ...administration, change, take };
  let slept = 0;

  async function record(): Promise<MessageRecord> {
    const found = okValue(await readMessage(administration.parts.open, billingKey, id));
    assert.ok(found);
    return found.record;
  }

  /** Takes it out of the room. */
  async function take() {
    const before = await record();
    okValue(
      await administration.partition.commit([
        { kind: 'delete', rowKey: standingKey(before) },
        { kind: 'merge', rowKey: messageKey(id), values: toValues({ ...before, state: 'sending' }) },
      ]),
    );
  }

  async function change(changed: Partial<MessageRecord>) {
    const after = { ...(await record()), ...changed };
    const row = { kind: 'merge', rowKey: messageKey(id), values: toValues(after) } as const;
    okValue(
      await administration.partition.commit(after.state === 'sending' ? [row] : [row, standing(after)]),
    );
  }

  const sleep = async (milliseconds: number) => {
    administration.clock.move(milliseconds);
    slept += 1;
    await owner(desk, slept);
  };
  const run = () =>
    sendToSelf(
      { acts: administration.parts, sleep },
      billing,
      testMessage({ address: billing, senders: [] }, billing, '1', start),
      start + MINUTE,
    );
  return { ...desk, record, run };
}

type Desk = ReturnType<typeof createAdministration> & {
  take: () => Promise<void>;
  change: (changed: Partial<MessageRecord>) => Promise<void>;
};

const attempted = (what: string, faults?: readonly (typeof fault)[]) => [
  { at: start, what, ms: { connect: 12, submit: 30 }, ...(faults && { faults }) },
];

test('it waits before all others, is rung for, and tells the reply and the times of an accepted one', async () => {
  const { run, rings, record } = given(async ({ take, change }, slept) => {
    if (slept === 1) await take();
    if (slept === 2) {
      await change({
        state: 'accepted',
        reply: '250 2.0.0 OK',
        finishedAt: start,
        history: attempted('accepted'),
      });
    }
  });
  const sending = run();
  assert.deepEqual(await sending, {
    kind: 'accepted',
    reply: '250 2.0.0 OK',
    ms: { connect: 12, submit: 30 },
  });
  assert.deepEqual(rings, [{ key: billingKey, at: start }]);
  const { priority, due, ifUncertain, expires = 0 } = await record();
  assert.deepEqual([priority, due, ifUncertain], ['high', 0, 'hold']);
  assert.ok(expires > start + MINUTE);
});

test('what was refused and would be tried again is cancelled at once', async () => {
  const { run, record, clock, keys } = given(async ({ take, change }, slept) => {
    if (slept === 1) await take();
    if (slept === 2)
      await change({ state: 'waiting', due: start + MINUTE, history: attempted('failed', [fault]) });
  });
  assert.deepEqual(await run(), { kind: 'refused', fault, ms: { connect: 12, submit: 30 } });
  assert.equal((await record()).state, 'cancelled');
  assert.ok(clock.now() < start + 10_000);
  assert.deepEqual(
    keys().filter((key) => key.startsWith('w!')),
    [],
  );
});

test('a message whose turn does not come is cancelled after a minute', async () => {
  const { run, record, clock } = given(async () => {});
  const sent = await run();
  assert.equal(sent.kind, 'not-sent');
  assert.equal((await record()).state, 'cancelled');
  assert.equal(clock.now(), start + MINUTE);
});

test('what is under way when the time is over may land; what does not is not told as sent', async () => {
  const late = given(async ({ take, change }, slept) => {
    if (slept === 120) await take();
    if (slept === 123) await change({ state: 'accepted', finishedAt: start, history: attempted('accepted') });
  });
  assert.equal((await late.run()).kind, 'accepted');
  const never = given(async ({ take }, slept) => {
    if (slept === 120) await take();
  });
  assert.deepEqual(await never.run(), { kind: 'under-way' });
});

test('a hold, that of all mailboxes and a pause are probed by it', async () => {
  const { run, leave, leaveAppHold, mailbox, appHold, rings } = given(async () => {});
  await leave({ hold: hold(), pause: { since: start, until: start + MINUTE, probes: 0 } });
  await leaveAppHold(hold());
  const sent = await run();
  assert.deepEqual([mailbox().hold?.probeAt, mailbox().pause?.until], [start, start]);
  assert.deepEqual(parsed(appHold()), hold({ probeAt: start, probeBy: id }));
  assert.equal(sent.kind === 'not-sent' && sent.holds.length, 2);
  assert.ok(rings.length >= 3);
});

test('no probe is taken from another message that looks just now', async () => {
  const { run, leave, mailbox } = given(async () => {});
  await leave({ hold: hold(), inFlight: ['invoice-1'] });
  await run();
  assert.deepEqual(mailbox().hold, hold());
});

test('where it cannot be rung for, it does not stay behind', async () => {
  const away = { at: 'storage', code: 'AuthorizationPermissionMismatch', said: 'no' } as const;
  const { run, record } = given(async () => {}, { ring: async () => failed(away) });
  assert.deepEqual(await run(), { kind: 'unavailable', fault: away });
  assert.equal((await record()).state, 'cancelled');
});
