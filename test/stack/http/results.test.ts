import assert from 'node:assert/strict';
import { test } from 'node:test';
import { QueueClient } from '@azure/storage-queue';
import { Ajv2020 } from 'ajv/dist/2020.js';
import schema from '../../../docs/result.schema.json' with { type: 'json' };
import { mailboxKey } from '../../../shared/mail/mailbox-key.ts';
import { resultsBefore } from '../../../shared/mailbox/keys.ts';
import type { MessageResult } from '../../../shared/results/result.ts';
import { type Desk, onDesk } from '../../support/desk.ts';
import { until } from '../../support/until.ts';
import { ask, hello } from './ask.ts';

const env = { MAIL_RESULTS_QUEUE: 'mail-results' };
const validate = new Ajv2020().compile(schema);

/** Waits until so many results were told, and takes them out of their queue. */
async function resultsOf(desk: Desk, count: number): Promise<MessageResult[]> {
  const queue = new QueueClient(desk.azurite.connectionString, env.MAIL_RESULTS_QUEUE);
  await queue.createIfNotExists();
  const results: MessageResult[] = [];
  await until(`${count} results`, async () => {
    const { receivedMessageItems } = await queue.receiveMessages({ numberOfMessages: 32 });
    for (const { messageText } of receivedMessageItems) results.push(JSON.parse(messageText));
    return results.length >= count || undefined;
  });
  for (const result of results) assert.ok(validate(result), JSON.stringify(validate.errors));
  return results.sort((one, other) => (one.id < other.id ? -1 : 1));
}

test('what became of each message is told once: accepted, buried, cancelled, and what names no mailbox', async () => {
  await onDesk({ env }, async (desk) => {
    const key = mailboxKey(desk.contoso.mailbox.address);
    await desk.enqueue(hello({ id: 'a', metadata: { order: '4711 Ω' } }));
    await desk.enqueue(hello({ id: 'b', from: 'nobody@contoso.example' }));
    await ask(desk, 'POST', 'messages', { body: hello({ id: 'c', sendAt: '2036-01-01T00:00:00Z' }) });
    assert.equal((await ask(desk, 'DELETE', 'messages/c')).status, 200);
    await desk.enqueue(hello({ id: 'd', to: ['ada@fabrikam.example', 'nobody@contoso.example'] }));
    const [a, b, c, d, ...others] = await resultsOf(desk, 4);
    assert.equal(others.length, 0);
    assert.deepEqual([a?.state, a?.handle, a?.attempts], ['accepted', `${key}.a`, 1]);
    assert.match(a?.reply ?? '', /^250 2\.0\.0 OK/);
    assert.deepEqual(a?.metadata, { order: '4711 Ω' });
    assert.deepEqual(
      [b?.id, b?.state, b?.failure, b?.mailbox],
      ['b', 'buried', 'sender-unknown', 'unaddressed'],
    );
    assert.deepEqual([c?.state, c?.attempts], ['cancelled', 0]);
    assert.equal(d?.state, 'accepted');
    assert.doesNotMatch(JSON.stringify([a, b, c, d]), /ada@|nobody@/);
    const left = await desk.openPartition(key).list(resultsBefore(Date.now() + 60_000));
    assert.deepEqual(left.ok && left.value, []);
  });
});

test('it is off by default, and leaves nothing', async () => {
  await onDesk({}, async (desk) => {
    await desk.enqueue(hello({ id: 'a' }));
    await desk.kept('a', 'accepted');
    const left = await desk
      .openPartition(mailboxKey(desk.contoso.mailbox.address))
      .list(resultsBefore(Date.now() + 60_000));
    assert.deepEqual(left.ok && left.value, []);
  });
});
