import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readMessage } from '../../../shared/administration/message-handle.ts';
import type { DoorParts } from '../../../shared/doors/parts.ts';
import { sendNow } from '../../../shared/doors/send-now.ts';
import { messageKey } from '../../../shared/mailbox/keys.ts';
import { type MessageRecord, toValues } from '../../../shared/mailbox/message-record.ts';
import { standing, standingKey } from '../../../shared/mailbox/standing-row.ts';
import { noTracing } from '../../../shared/telemetry/tracing.ts';
import { memoryBlobs } from '../../support/memory-blobs.ts';
import { billing, billingKey, createAdministration, okValue } from '../mailbox/administration.ts';
import { hold, MINUTE, start } from '../mailbox/given.ts';

const fault = { at: 'submit', code: '554', said: '554 5.2.252 SendAsDenied' } as const;

/** A mailbox; `owner` is what happens to the message while the door sleeps for the first time. */
function given(owner: Partial<MessageRecord> = {}) {
  const administration = createAdministration();
  const { partition, clock } = administration;
  let slept = 0;
  const parts: DoorParts = {
    ...administration.parts,
    mailboxes: [{ address: billing, senders: [] }],
    wake: () => {},
    newToken: () => 'token',
    trace: noTracing.takeIn,
    alertTo: undefined,
    testRecipients: undefined,
    stores: { content: memoryBlobs() },
    mostBytes: 65_536,
    known: {},
    async sleep(milliseconds) {
      clock.move(milliseconds);
      slept += 1;
      if (slept > 1 || Object.keys(owner).length === 0) return;
      const found = okValue(await readMessage(parts.open, billingKey, 'try-1'));
      assert.ok(found);
      const after = { ...found.record, ...owner };
      okValue(
        await partition.commit([
          { kind: 'delete', rowKey: standingKey(found.record) },
          { kind: 'merge', rowKey: messageKey('try-1'), values: toValues(after) },
          standing(after),
        ]),
      );
    },
  };
  const send = (body: object = {}, anyway = false) =>
    sendNow(parts, { body: { id: 'try-1', ...body }, idempotencyKey: undefined, anyway }, () => {});
  return { ...administration, send };
}

const history = (what: string, faults?: readonly (typeof fault)[]) => [
  { at: start, what, ms: { submit: 30 }, ...(faults && { faults }) },
];

test('an accepted one has its times', async () => {
  const { send } = given({ state: 'accepted', finishedAt: start, history: history('accepted') });
  const sent = okValue(await send());
  assert.deepEqual([sent.isEnded, sent.record.state, sent.ms], [true, 'accepted', { submit: 30 }]);
});

test('one that would be tried again is cancelled, and explained with the values of the settings', async () => {
  const failed = { due: start + MINUTE, failure: 'send-as-denied', history: history('failed', [fault]) };
  const sent = okValue(await given(failed).send());
  assert.deepEqual([sent.record.state, sent.explanation?.id], ['cancelled', 'send-as-denied']);
  assert.match(JSON.stringify(sent.explanation), /Add-RecipientPermission -Identity billing@contoso\.com/);
});

test('one that some have, and others are to get later, is not cancelled', async () => {
  const rest = { due: start + MINUTE, reply: '250 2.0.0 OK', history: history('accepted') };
  const sent = okValue(await given(rest).send());
  assert.deepEqual([sent.isEnded, sent.record.state], [false, 'waiting']);
});

test('one whose turn does not come in a minute goes on its way', async () => {
  const { send, clock, keys } = given();
  const sent = okValue(await send());
  assert.deepEqual([sent.isEnded, sent.record.state], [false, 'waiting']);
  assert.equal(clock.now(), start + MINUTE);
  assert.equal(keys().filter((key) => key.startsWith('w!')).length, 1);
});

test('where mail is held nothing is taken in; anyway it is, and looks whether that is mended', async () => {
  const { send, leave, keys, mailbox } = given();
  await leave({ hold: hold() });
  const refused = await send();
  assert.ok(!refused.ok && refused.error.kind === 'held');
  assert.equal(refused.error.explanation.id, hold().failure);
  assert.deepEqual(
    keys().filter((key) => key.startsWith('m!')),
    [],
  );
  assert.equal(okValue(await send({}, true)).isEnded, false);
  assert.equal(mailbox().hold?.probeAt, start);
});
