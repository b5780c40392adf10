import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepUnsendable, UNADDRESSED } from '../../../shared/intake/unsendable.ts';
import { unpack } from '../../../shared/mail/content.ts';
import { receive } from '../../../shared/mail/receive.ts';
import { messageKey } from '../../../shared/mailbox/keys.ts';
import { contentOf, fromValues } from '../../../shared/mailbox/message-record.ts';
import { createMemoryTable } from '../../support/memory-partition.ts';

const times = { takenInAt: 1_000, now: 5_000, token: 'a-token' };

async function kept(bodies: readonly unknown[]) {
  const table = createMemoryTable();
  const names: string[] = [];
  for (const body of bodies) {
    const received = receive([], body, 'queue-id');
    assert.ok(!received.ok);
    const name = await keepUnsendable(table.open, received.error, body, times);
    assert.ok(name.ok);
    names.push(name.value);
  }
  return { names, rows: table.rows(UNADDRESSED) };
}

test('it is kept with its bytes, its fault and the time, apart from all mailboxes', async () => {
  const { names, rows } = await kept(['no JSON at all']);
  const row = rows.find(({ rowKey }) => rowKey === messageKey(names[0] as string));
  assert.ok(row);
  const { state, failure, takenInAt, finishedAt, history } = fromValues(row.values);
  assert.deepEqual(
    [state, failure, takenInAt, finishedAt],
    ['buried', 'message-unreadable', times.takenInAt, times.now],
  );
  assert.equal(history[0]?.faults?.[0]?.code, 'message-unreadable');
  assert.equal(unpack(contentOf(row.values) as Uint8Array), 'no JSON at all');
});

test('the same one again changes nothing, another one with the id is kept beside it', async () => {
  const { names, rows } = await kept([
    { id: 'x', to: 1 },
    { id: 'x', to: 1 },
    { id: 'x', to: 2 },
  ]);
  assert.equal(names[0], names[1]);
  assert.notEqual(names[0], names[2]);
  assert.equal(rows.filter(({ rowKey }) => rowKey.startsWith(messageKey('queue-id~'))).length, 2);
});
