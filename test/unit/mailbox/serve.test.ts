import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Partition } from '../../../shared/azure/partition.ts';
import { messageKey, placeKey } from '../../../shared/mailbox/keys.ts';
import { fromValues, toValues } from '../../../shared/mailbox/message-record.ts';
import { placeValues } from '../../../shared/mailbox/places.ts';
import { serve } from '../../../shared/mailbox/serve.ts';
import { knock } from '../../../shared/mailbox/turn.ts';
import { accepted, attempted, failed, greylisted } from './attempts.ts';
import { message, start } from './given.ts';
import { address, createRoom } from './room.ts';

// What the turn does as a whole is played by model.test.ts; here is what storage seldom does.

/** A room with messages that wait, of which those without content have lost their row, and the turn to it. */
async function roomWith(ids: { withRow: string[]; withoutRow: string[] }) {
  const sent: string[] = [];
  const given = createRoom({
    attempt: async ({ record }) => {
      sent.push(record.id);
      return attempted(accepted());
    },
  });
  const { partition, parts } = given;
  const changes = [...ids.withRow, ...ids.withoutRow].flatMap((id) => {
    const record = message({ id });
    const place = { rowKey: placeKey('normal', start, id), values: placeValues(record) };
    const row = { rowKey: messageKey(id), values: toValues(record, new Uint8Array([1])) };
    return [place, ...(ids.withRow.includes(id) ? [row] : [])];
  });
  assert.ok((await partition.commit(changes.map((row) => ({ kind: 'create' as const, ...row })))).ok);
  const knocked = await knock(parts, partition, address);
  assert.ok(knocked.ok && knocked.value.kind === 'own');
  return { ...given, sent, held: knocked.value.held };
}

test('a place whose message is gone is cleared away, and the others go', async () => {
  const { parts, partition, held, sent, rows } = await roomWith({ withRow: ['a', 'c'], withoutRow: ['b'] });
  assert.equal(await serve(parts, partition, held).ended, 'done');
  assert.deepEqual(sent.toSorted(), ['a', 'c']);
  assert.deepEqual(
    rows().filter(({ rowKey }) => rowKey.startsWith('w!')),
    [],
  );
});

test('a room that cannot be read is looked at again within the turn', async () => {
  const { parts, partition, held, sent, clock } = await roomWith({ withRow: ['a'], withoutRow: [] });
  let failures = 3;
  const silence = { ok: false, error: { at: 'storage', said: 'ServerBusy' } } as const;
  const shaky: Partition = {
    ...partition,
    list: async (range) => (failures-- > 0 ? silence : partition.list(range)),
  };
  assert.equal(await serve(parts, shaky, held).ended, 'done');
  assert.deepEqual(sent, ['a']);
  assert.ok(clock.now() - start >= 6_000, 'two seconds between two looks');
});

const stored = { blob: 'key/a~a1b2c3d4/one', head: 10 };

for (const [end, kept] of [
  ['accepted', false],
  ['tried again', true],
] as const) {
  test(`the blob of a message that is ${end} ${kept ? 'stays' : 'goes, once its row has let go of it'}`, async () => {
    const discarded: (string | undefined)[] = [];
    const given = createRoom({
      attempt: async () => attempted(kept ? failed(greylisted) : accepted()),
      async discard(blob) {
        discarded.push(blob, recordIn()?.stored?.blob);
      },
    });
    const { parts, partition } = given;
    const recordIn = () => {
      const row = given.row(messageKey('a'));
      return row && fromValues(row.values);
    };
    const record = message({ id: 'a', stored });
    const changes = [
      { rowKey: placeKey('normal', start, 'a'), values: placeValues(record) },
      { rowKey: messageKey('a'), values: toValues(record, new Uint8Array()) },
    ];
    assert.ok((await partition.commit(changes.map((row) => ({ kind: 'create' as const, ...row })))).ok);
    const knocked = await knock(parts, partition, address);
    assert.ok(knocked.ok && knocked.value.kind === 'own');
    await serve(parts, partition, knocked.value.held).ended;
    assert.deepEqual(discarded, kept ? [] : [stored.blob, undefined]);
    assert.deepEqual(recordIn()?.stored, kept ? stored : undefined);
  });
}
