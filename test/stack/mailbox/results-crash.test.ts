import assert from 'node:assert/strict';
import { test } from 'node:test';
import { QueueClient } from '@azure/storage-queue';
import { stop as stopBuilder } from 'esbuild';
import { CRASH_FACTOR, crashEnv, dieAt } from '../../bench/crash/die.ts';
import { startServices } from '../../bench/outage/services.ts';
import { withRig } from '../../bench/rig/rig.ts';
import { guardAgainstLeaks } from '../../support/leak-guard.ts';
import { until } from '../../support/until.ts';

const env = { ...crashEnv, MAIL_RESULTS_QUEUE: 'mail-results' };

test('a process that ends between a result and its telling: the next one’s sweep tells it', async () => {
  const nothingIsLeft = await guardAgainstLeaks();
  await withRig({ mailboxes: 1, clockFactor: CRASH_FACTOR, env }, async (rig) => {
    const services = await startServices(rig);
    const queue = new QueueClient(rig.stack.azurite.connectionString, env.MAIL_RESULTS_QUEUE);
    await queue.createIfNotExists();
    const told = new Set<string>();
    const look = async () => {
      const { receivedMessageItems } = await queue.receiveMessages({ numberOfMessages: 32 });
      for (const { messageText } of receivedMessageItems) told.add(JSON.parse(messageText).id);
      return told.size;
    };
    const died = await dieAt(rig, services, 'result-left', rig.mailboxes[0] as string);
    assert.ok(died.isReached);
    assert.ok((await look()) < died.queued);
    await rig.startProcess();
    await until(`${died.queued} results`, async () => (await look()) >= died.queued || undefined);
    assert.equal(told.size, died.queued);
    await services.stop();
  });
  await stopBuilder();
  await nothingIsLeft();
});
