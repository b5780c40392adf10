import assert from 'node:assert/strict';
import { test } from 'node:test';
import { QueueServiceClient } from '@azure/storage-queue';
import { UNADDRESSED } from '../../../shared/intake/unsendable.ts';
import { onDesk, until } from '../../support/desk.ts';

test('what the host gave up on is dropped where it was taken in, and kept where it was not', () =>
  onDesk({}, async (desk) => {
    const letter = { to: 'ada@fabrikam.example', subject: 'hello', text: 'hello' };
    await desk.enqueue({ id: 'known-1', ...letter });
    await desk.kept('known-1', 'accepted');
    const queues = QueueServiceClient.fromConnectionString(desk.azurite.connectionString);
    const poison = queues.getQueueClient('mail-outbound-poison');
    await poison.createIfNotExists();
    for (const body of [{ id: 'known-1', ...letter }, { id: 'never-1', ...letter }, { id: 'wrong-1' }]) {
      await poison.sendMessage(JSON.stringify(body));
    }
    assert.equal((await desk.line('mail.repeat', 'known-1')).action, 'dropped');
    const kept = await desk.kept('never-1', 'buried');
    assert.deepEqual([kept.failure, kept.content], ['tries-used-up', { id: 'never-1', ...letter }]);
    const { keptAs } = await desk.line('mail.buried', 'wrong-1');
    assert.equal((await desk.kept(keptAs, 'buried', UNADDRESSED)).failure, 'message-invalid');
    await until('the poison queue to be empty', desk.host, async () => {
      const { approximateMessagesCount } = await poison.getProperties();
      return approximateMessagesCount === 0 ? true : undefined;
    });
    assert.equal(desk.exchange.messages.length, 1);
    const ends = ['known-1', 'never-1', 'wrong-1'].map((id) => desk.line('poison.settled', id));
    assert.deepEqual(
      (await Promise.all(ends)).map(({ became, keptAs }) => [became, keptAs]),
      [
        ['dropped', undefined],
        ['kept', 'never-1'],
        ['kept', keptAs],
      ],
    );
  }));
