import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cancelMessage } from '../../../shared/administration/cancel-message.ts';
import { findMessages, handleOf } from '../../../shared/administration/message-handle.ts';
import type { Partition } from '../../../shared/azure/partition.ts';
import { finishedKey, messageKey } from '../../../shared/mailbox/keys.ts';
import { billingKey, content, createAdministration, okValue, refusalOf } from '../mailbox/administration.ts';
import { message, start } from '../mailbox/given.ts';

const id = 'invoice-1';
const it = { key: billingKey, id };

test('a message that waits leaves the room, with content and history, and is found among the cancelled', async () => {
  const { parts, put, keys } = createAdministration();
  await put(message({ attempts: 1, history: [{ at: start, what: 'failed' }] }));
  okValue(await cancelMessage(parts, it));
  assert.deepEqual(keys(), [finishedKey('cancelled', start, id), messageKey(id)]);
  const [found] = okValue(await findMessages(parts.open, [], handleOf(billingKey, id)));
  assert.equal(found?.record.state, 'cancelled');
  assert.deepEqual(
    found?.record.history.map(({ what }) => what),
    ['failed', 'cancelled'],
  );
  assert.deepEqual(found?.content, content);
});

for (const state of ['sending', 'accepted', 'buried'] as const) {
  test(`not cancelled: ${state}`, async () => {
    const { parts, put, keys } = createAdministration();
    await put(message({ state, finishedAt: start }));
    const before = keys();
    assert.deepEqual(refusalOf(await cancelMessage(parts, it)), { kind: 'state', state });
    assert.deepEqual(keys(), before);
  });
}

test('not cancelled: a message that is not there', async () => {
  const { parts } = createAdministration();
  assert.deepEqual(refusalOf(await cancelMessage(parts, it)), { kind: 'not-found' });
});

test('whoever takes it for sending at the same moment has it', async () => {
  const { parts, put, partition, keys } = createAdministration();
  await put(message());
  const [place] = keys().filter((key) => key.startsWith('w!'));
  const open = (): Partition => ({
    ...partition,
    async commit(changes) {
      okValue(await partition.commit([{ kind: 'delete', rowKey: place as string }]));
      return partition.commit(changes);
    },
  });
  assert.deepEqual(refusalOf(await cancelMessage({ ...parts, open }, it)), {
    kind: 'changed',
    state: 'waiting',
  });
  assert.deepEqual(keys(), [messageKey(id)]);
});
