import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Partition } from '../../../shared/azure/partition.ts';
import { finishedKey, messageKey, placeKey } from '../../../shared/mailbox/keys.ts';
import { writeLateResult } from '../../../shared/mailbox/late-result.ts';
import { fromValues, type MessageRecord, toValues } from '../../../shared/mailbox/message-record.ts';
import { MINUTE, message, start } from './given.ts';
import { createRoom } from './room.ts';

const id = 'invoice-1';
const content = new Uint8Array([1, 2, 3]);
const reply = '250 2.0.0 OK';
/** As its first sender knows it. */
const accepted = message({
  state: 'accepted',
  finishedAt: start,
  reply,
  attempts: 1,
  history: [{ at: start, what: 'accepted' }],
});

/** A room with the message as a new owner left it, ten minutes later. */
async function room(found: MessageRecord | undefined, guard?: string) {
  const given = createRoom();
  given.clock.move(10 * MINUTE);
  const changes = [
    ...(found ? [{ rowKey: messageKey(id), values: toValues(found, content) }] : []),
    ...(guard ? [{ rowKey: guard, values: {} }] : []),
  ].map((row) => ({ kind: 'create' as const, ...row }));
  if (changes.length > 0) assert.ok((await given.partition.commit(changes)).ok);
  return given;
}

const now = start + 10 * MINUTE;
const due = start + 7;
const finishedAt = start + 9;
const guarded = [
  { found: message({ state: 'waiting', due }), guard: placeKey('normal', due, id) },
  ...(['uncertain', 'buried', 'cancelled'] as const).map((state) => ({
    found: message({ state, finishedAt, mayDuplicate: true }),
    guard: finishedKey(state, finishedAt, id),
  })),
];

for (const { found, guard } of guarded) {
  test(`a 250 that came late, ${found.state} meanwhile: accepted, in one step with what others act on`, async () => {
    const { parts, partition, rows } = await room(found, guard);
    assert.equal(await writeLateResult(parts, partition, accepted, content), 'written');
    assert.deepEqual(
      rows().map(({ rowKey }) => rowKey),
      [finishedKey('accepted', now, id), messageKey(id)],
    );
    const values = rows()[1]?.values;
    assert.ok(values);
    assert.equal(values.content, undefined);
    const record = fromValues(values);
    assert.equal(record.state, 'accepted');
    assert.equal(record.finishedAt, now);
    assert.equal(record.reply, reply);
    assert.equal(record.mayDuplicate, false, 'nobody sent it since');
    assert.equal(record.history.at(-1)?.what, `the 250 came late, while it was ${found.state}`);
  });
}

test('a 250 that came late, while another owner sends it: only noted', async () => {
  const found = message({ state: 'sending', finishedAt: start });
  const { parts, partition, rows } = await room(found);
  assert.equal(await writeLateResult(parts, partition, accepted, content), 'noted');
  assert.deepEqual(
    rows().map(({ values }) => values),
    [{ ...toValues(found, content), lateReply: reply }],
  );
});

test('a 250 that came late, accepted meanwhile: nothing', async () => {
  const { parts, partition, rows } = await room(message({ state: 'accepted', finishedAt: start }));
  const before = rows();
  assert.equal(await writeLateResult(parts, partition, accepted, content), 'written');
  assert.deepEqual(rows(), before);
});

test('a 250 that came late, and no such message any more: nothing', async () => {
  const { parts, partition, rows } = await room(undefined);
  assert.equal(await writeLateResult(parts, partition, accepted, content), 'noted');
  assert.deepEqual(rows(), []);
});

test('a new owner takes it out of the room between look and step: looked at again, and noted', async () => {
  const guard = placeKey('normal', start, id);
  const { parts, partition, clock, row } = await room(message(), guard);
  let isTaken = false;
  const racing: Partition = {
    ...partition,
    commit: async (changes) => {
      if (!isTaken) {
        isTaken = true;
        const taken = toValues(message({ state: 'sending' }));
        await partition.commit([
          { kind: 'delete', rowKey: guard },
          { kind: 'merge', rowKey: messageKey(id), values: taken },
        ]);
      }
      return partition.commit(changes);
    },
  };
  assert.equal(await writeLateResult(parts, racing, accepted, content), 'noted');
  assert.deepEqual(clock.slept, [250]);
  assert.equal(row(messageKey(id))?.values.state, 'sending');
  assert.equal(row(messageKey(id))?.values.lateReply, reply);
});

test('storage away for five minutes: given up', async () => {
  const { parts, partition, clock } = await room(undefined);
  const fault = { at: 'storage', said: 'ServerBusy' } as const;
  const away: Partition = { ...partition, read: async () => ({ ok: false, error: fault }) };
  assert.equal(await writeLateResult(parts, away, accepted, content), 'given up');
  assert.deepEqual(clock.slept.slice(0, 6), [250, 500, 1_000, 2_000, 4_000, 5_000]);
  assert.ok(clock.now() - now >= 5 * MINUTE && clock.now() - now < 5 * MINUTE + 5_000);
});
