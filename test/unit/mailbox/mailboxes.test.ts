import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OpenPartition } from '../../../shared/azure/partition.ts';
import { openMailboxes } from '../../../shared/mailbox/mailboxes.ts';
import { createMemoryTable } from '../../support/memory-partition.ts';
import { accepted, attempted } from './attempts.ts';
import { message } from './given.ts';
import { address, createRoom } from './room.ts';

// What several processes do to each other is played by model.test.ts.

test('a message that is under way here is known when it comes again, also while storage is away', async () => {
  const table = createMemoryTable();
  let isAway = false;
  const fault = { at: 'storage', said: 'ServerBusy' } as const;
  const silence = { ok: false, error: fault } as const;
  const open: OpenPartition = (key) => {
    const partition = table.open(key);
    return {
      key,
      read: async (rowKey) => (isAway ? silence : partition.read(rowKey)),
      list: async (range) => (isAway ? silence : partition.list(range)),
      commit: async (changes) =>
        isAway ? { ok: false, error: { kind: 'unavailable', fault } } : partition.commit(changes),
    };
  };
  let answer = () => {};
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  let sendings = 0;
  const { parts } = createRoom({
    attempt: async () => {
      sendings += 1;
      await answered;
      return attempted(accepted());
    },
    sleep: () => new Promise((resolve) => setImmediate(resolve)),
  });
  const mailboxes = openMailboxes(parts, open);
  const taken = { record: message(), content: new Uint8Array([1]) };
  const first = await mailboxes.enter(address, taken);
  assert.ok(first.ok && first.value.taken.kind === 'in');

  isAway = true;
  const again = await mailboxes.enter(address, taken);
  assert.ok(again.ok && again.value.taken.kind === 'repeat');
  const other = await mailboxes.enter(address, { ...taken, record: message({ hash: 'other' }) });
  assert.ok(!other.ok, 'other content is not known without storage');

  isAway = false;
  answer();
  await first.value.served;
  assert.equal(sendings, 1);
});
