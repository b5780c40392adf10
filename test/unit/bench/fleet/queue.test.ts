import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createStorageQueue, type Received } from '../../../bench/fleet/queue.ts';
import { createVirtualTime } from '../../../support/model/virtual-time.ts';

const MINUTE = 60_000;

/** A queue, and what can be received from it after so many milliseconds. */
function given() {
  const time = createVirtualTime(0);
  const queue = createStorageQueue<string>('mail', time);
  const after = async (milliseconds: number): Promise<readonly Received<string>[]> => {
    let received: readonly Received<string>[] = [];
    time.at(milliseconds, () => {
      received = queue.receive(32);
    });
    await time.run(() => time.now >= milliseconds);
    return received;
  };
  return { queue, time, after, itemsAfter: async (ms: number) => (await after(ms)).map(({ item }) => item) };
}

describe('a storage queue of the model', () => {
  test('gives what can be seen, in its order, and no more than is asked for', () => {
    const { queue } = given();
    for (const item of ['a', 'b', 'c']) queue.put(item, 0);
    assert.deepEqual(
      queue.receive(2).map(({ item }) => item),
      ['a', 'b'],
    );
    assert.equal(queue.length, 3);
    assert.ok(queue.hasVisible);
  });

  test('hides what comes later, but counts it', async () => {
    const { queue, itemsAfter } = given();
    queue.put('a', 5_000);
    assert.equal(queue.length, 1);
    assert.equal(queue.hasVisible, false);
    assert.deepEqual(await itemsAfter(4_999), []);
    assert.deepEqual(await itemsAfter(5_000), ['a']);
  });

  test('shows what its receiver left behind ten minutes after its last renewal', async () => {
    const { queue, time, itemsAfter } = given();
    queue.put('a', 0);
    const [received] = queue.receive(1);
    assert.ok(received);
    time.at(7 * MINUTE, () => queue.abandon(received));
    assert.deepEqual(await itemsAfter(15 * MINUTE - 1), []);
    assert.deepEqual(await itemsAfter(15 * MINUTE), ['a']);
  });

  test('shows nothing that was removed, whoever left it behind', async () => {
    const { queue, itemsAfter } = given();
    queue.put('a', 0);
    const [received] = queue.receive(1);
    assert.ok(received);
    queue.abandon(received);
    queue.remove(received);
    assert.equal(queue.length, 0);
    assert.deepEqual(await itemsAfter(11 * MINUTE), []);
  });

  test('shows what failed when it was told to', async () => {
    const { queue, itemsAfter } = given();
    queue.put('a', 0);
    const [received] = queue.receive(1);
    assert.ok(received);
    queue.release(received, 30_000);
    assert.deepEqual(await itemsAfter(29_999), []);
    assert.deepEqual(await itemsAfter(30_000), ['a']);
  });
});
