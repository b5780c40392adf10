import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { QueueServiceClient } from '@azure/storage-queue';
import { startAzurite } from '../../../local/azurite.ts';
import { openQueue } from '../../../shared/azure/message-queue.ts';

const azurite = await startAzurite({ only: 'queue' });
after(() => azurite.stop());
const queues = QueueServiceClient.fromConnectionString(azurite.connectionString);

async function received(name: string) {
  const { receivedMessageItems } = await queues.getQueueClient(name).receiveMessages();
  return receivedMessageItems;
}

const bodies: readonly { what: string; body: unknown; text: string }[] = [
  { what: 'an object as JSON', body: { mailbox: 'x', at: 1 }, text: '{"mailbox":"x","at":1}' },
  { what: 'a text as it is', body: 'Z3LDvMOfZQ==', text: 'Z3LDvMOfZQ==' },
  {
    what: 'what the queue would refuse or alter, as escapes',
    body: { text: 'ü\u0001\ufffe\ud83d' },
    text: String.raw`{"text":"\u00fc\u0001\ufffe\ud83d"}`,
  },
];

for (const [index, { what, body, text }] of bodies.entries()) {
  test(`a missing queue is made, and it takes ${what}`, async () => {
    assert.deepEqual(await openQueue(queues, `queue-${index}`)(body, 0), { ok: true, value: undefined });
    const [message] = await received(`queue-${index}`);
    assert.equal(message?.messageText, text);
    assert.ok(message.expiresOn.getFullYear() > 9_000);
  });
}

test('it is hidden for so long, rounded up', async () => {
  await openQueue(queues, 'hidden')({}, 0.2);
  assert.deepEqual(await received('hidden'), []);
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  assert.equal((await received('hidden')).length, 1);
});

test('what the queue refuses is a value', async () => {
  const put = await openQueue(queues, 'large')('x'.repeat(70_000), 0);
  assert.ok(!put.ok);
  assert.equal(put.error.at, 'storage');
});
