import assert from 'node:assert/strict';
import { after, before, describe, type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  AccountSASPermissions,
  type QueueClient,
  QueueServiceClient,
  StorageSharedKeyCredential,
} from '@azure/storage-queue';
import { type Azurite, startAzurite } from '../../../local/azurite.ts';
import { eventually, hostOf, seen } from './app-host.ts';

let azurite: Azurite;
let service: QueueServiceClient;
before(async () => {
  azurite = await startAzurite({ only: 'queue' });
  service = QueueServiceClient.fromConnectionString(azurite.connectionString);
});
after(() => azurite.stop());

let queues = 0;
const option = (key: string) => `AzureFunctionsJobHost__extensions__queues__${key}`;
const day = 24 * 3600 * 1000;

/** A queue of the test's own, its poison queue, and a way to start hosts on it. */
async function work(t: TestContext) {
  queues += 1;
  const name = `work-${queues}`;
  const queue = service.getQueueClient(name);
  const poison = service.getQueueClient(`${name}-poison`);
  await queue.create();
  const start = (env: NodeJS.ProcessEnv = {}, args: string[] = []) =>
    hostOf(t, 'queues', { MAIL_STORAGE: azurite.connectionString, WORK_QUEUE: name, ...env }, args);
  const send = (message: unknown) =>
    queue.sendMessage(typeof message === 'string' ? message : JSON.stringify(message));
  return { name, queue, poison, start, send };
}

const count = async (queue: QueueClient) => (await queue.getProperties()).approximateMessagesCount ?? 0;

const emptied = (queue: QueueClient) =>
  eventually(`${queue.name} empty`, async () => (await count(queue)) === 0);

/** The messages of a poison queue once it has that many; a queue that does not exist has none. */
const buried = (queue: QueueClient, messages = 1) =>
  eventually(`${messages} in ${queue.name}`, async () => {
    if (!(await queue.exists())) return undefined;
    const { peekedMessageItems } = await queue.peekMessages({ numberOfMessages: 32 });
    return peekedMessageItems.length >= messages ? peekedMessageItems : undefined;
  });

describe('queue functions', { concurrency: 5 }, () => {
  test('are waited for ten seconds on SIGTERM', async (t) => {
    const { queue, start, send } = await work(t);
    await send({ milliseconds: 60_000 });
    const host = await start();
    await eventually('started', () => seen(host).length === 1);
    const asked = Date.now();
    await host.stop();
    const waited = Date.now() - asked;
    assert.ok(waited > 9_900 && waited < 11_500, `${waited} ms`);
    assert.equal(await host.exited, 0);
    assert.equal(await count(queue), 1);
  });

  test('on a poison queue get failed messages again and again', async (t) => {
    const { poison, start, send } = await work(t);
    const env = { POISON_FUNCTION: '1', FAIL: 'poisoned', [option('maxDequeueCount')]: '1' };
    const host = await start(env, ['--invisible-seconds', '1']);
    // Idle until the delay has grown: only the move itself can wake the poison function this soon.
    await sleep(2500);
    await send({ fail: true });
    const runs = () => seen(host).filter(({ functionName }) => functionName === 'poisoned');
    await eventually('second delivery', () => runs().length >= 2);
    const [first, second] = runs();
    const moved = Date.parse(/^(\S+) .*Moving message/m.exec(host.output())?.[1] ?? '');
    assert.ok((first?.at ?? 0) - moved < 300, `woken after ${(first?.at ?? 0) - moved} ms`);
    assert.ok((second?.at ?? 0) - (first?.at ?? 0) > 900);
    assert.equal(second?.triggerMetadata?.dequeueCount, 2);
    assert.equal(await service.getQueueClient(`${poison.name}-poison`).exists(), false);
  });

  test('keep a long message through renewals', async (t) => {
    const { queue, start, send } = await work(t);
    await send({ milliseconds: 4500 });
    const host = await start({}, ['--invisible-seconds', '2', '--renewal-seconds', '1']);
    await eventually('done', async () => (await count(queue)) === 0);
    assert.equal(seen(host).length, 1);
  });

  test('finish and take no more on SIGTERM', async (t) => {
    const { queue, start, send } = await work(t);
    await send({ milliseconds: 700 });
    const host = await start({ [option('batchSize')]: '1', [option('newBatchThreshold')]: '0' });
    await eventually('started', () => seen(host).length === 1);
    await send('left');
    const asked = Date.now();
    await host.stop();
    assert.ok(Date.now() - asked < 2000);
    assert.equal(await host.exited, 0);
    assert.equal(seen(host).length, 1);
    assert.equal(await count(queue), 1);
    assert.match(host.output(), /^terminated$/m);
  });

  test('get what the library parses from the text', async (t) => {
    const { queue, start, send } = await work(t);
    const texts = ['123', 'true', 'null', '{"a":{"b":[1]}}', 'plain text', '"quoted"', '', ' <&> ü '];
    for (const text of texts) await send(text);
    const host = await start();
    await emptied(queue);
    assert.deepEqual(
      new Set(seen(host).map(({ input }) => JSON.stringify(input))),
      new Set(['123', 'true', 'null', '{"a":{"b":[1]}}', '"plain text"', '"quoted"', '""', '" <&> ü "']),
    );
  });

  test('get metadata', async (t) => {
    const { queue, start } = await work(t);
    const { messageId } = await queue.sendMessage('text', { messageTimeToLive: -1 });
    const host = await start();
    await emptied(queue);
    const metadata = seen(host)[0]?.triggerMetadata ?? {};
    assert.deepEqual(Object.keys(metadata), [
      'queueTrigger',
      'dequeueCount',
      'expirationTime',
      'id',
      'insertionTime',
      'nextVisibleTime',
      'popReceipt',
    ]);
    assert.deepEqual([metadata.queueTrigger, metadata.dequeueCount, metadata.id], ['text', 1, messageId]);
    assert.equal(metadata.expirationTime, '9999-12-31T23:59:59+00:00');
    assert.match(String(metadata.insertionTime), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/);
    const invisible = Date.parse(String(metadata.nextVisibleTime)) - Date.now();
    assert.ok(invisible > 590_000 && invisible < 601_000, `${invisible} ms`);
  });

  test('get metadata overridden by the message', async (t) => {
    const { queue, start, send } = await work(t);
    await send({
      ID: 'mine',
      DequeueCount: 99,
      popreceipt: true,
      list: [1],
      nothing: null,
      inner: { Deep: 1 },
    });
    const host = await start();
    await emptied(queue);
    const { id, dequeueCount, popReceipt, inner, ...others } = seen(host)[0]?.triggerMetadata ?? {};
    assert.deepEqual([id, dequeueCount, popReceipt, inner], ['mine', 99, 'True', { deep: 1 }]);
    assert.ok(!('list' in others) && !('nothing' in others) && !('ID' in others));
  });

  test('run batchSize plus newBatchThreshold at most', async (t) => {
    const { queue, start, send } = await work(t);
    for (let sent = 0; sent < 9; sent += 1) await send({ milliseconds: 100 + 80 * sent });
    const host = await start({ [option('batchSize')]: '3', [option('newBatchThreshold')]: '2' });
    await emptied(queue);
    assert.equal(seen(host).length, 9);
    assert.equal(Math.max(...seen(host).map(({ running }) => running ?? 0)), 5);
  });

  test('run one at a time with batchSize 1', async (t) => {
    const { queue, start, send } = await work(t);
    for (let sent = 0; sent < 4; sent += 1) await send({ milliseconds: 50 });
    const host = await start({ [option('batchSize')]: '1' });
    await emptied(queue);
    assert.deepEqual(
      seen(host).map(({ running }) => running),
      [1, 1, 1, 1],
    );
  });

  test('fail five times at once, then poison', async (t) => {
    const { queue, poison, start } = await work(t);
    const text = ' {"fail": true} ';
    await queue.sendMessage(text, { messageTimeToLive: -1 });
    const host = await start();
    const [copy] = await buried(poison);
    await emptied(queue);
    const runs = seen(host);
    assert.deepEqual(
      runs.map(({ triggerMetadata }) => triggerMetadata?.dequeueCount),
      [1, 2, 3, 4, 5],
    );
    const milliseconds = (runs.at(-1)?.at ?? 0) - (runs[0]?.at ?? 0);
    assert.ok(milliseconds > 350 && milliseconds < 3000, `${milliseconds} ms`);
    assert.equal(copy?.messageText, text);
    assert.equal(copy.expiresOn.getTime() - copy.insertedOn.getTime(), 7 * day);
    assert.match(
      host.output(),
      /Message has reached MaxDequeueCount of 5\. Moving message to queue '.*-poison'\./,
    );
  });

  test('wait visibilityTimeout in whole seconds between failures', async (t) => {
    const { poison, start, send } = await work(t);
    await send({ fail: true });
    const host = await start({
      [option('visibilityTimeout')]: '00:00:01.9',
      [option('maxDequeueCount')]: '2',
    });
    await buried(poison);
    const [first, second, ...more] = seen(host);
    assert.equal(more.length, 0);
    const waited = (second?.at ?? 0) - (first?.at ?? 0);
    assert.ok(waited > 900 && waited < 1900, `${waited} ms`);
  });

  test('never see a message that died with its hosts too often', async (t) => {
    const { poison, start, send } = await work(t);
    await send({ milliseconds: 60_000 });
    const env = { [option('maxDequeueCount')]: '1' };
    const short = ['--invisible-seconds', '2'];
    const killed = await start(env, short);
    await eventually('started', () => seen(killed).length === 1);
    killed.kill();
    assert.equal(await killed.exited, null);
    const next = await start(env, short);
    await buried(poison);
    assert.deepEqual(seen(next), []);
  });

  test('that update their message get it again', async (t) => {
    const { queue, start, send } = await work(t);
    await send({ update: true });
    const host = await start();
    await emptied(queue);
    assert.deepEqual(
      seen(host).map(({ input }) => input),
      [{ update: true }, 'updated'],
    );
  });

  test('that update and fail leave two in poison', async (t) => {
    const { poison, start, send } = await work(t);
    await send({ update: true, fail: true });
    await start({ [option('maxDequeueCount')]: '1' });
    const copies = await buried(poison, 2);
    assert.deepEqual(copies.map(({ messageText }) => messageText).sort(), [
      'updated',
      '{"update":true,"fail":true}',
    ]);
  });

  test('that delete their message are left in peace', async (t) => {
    const { queue, start, send } = await work(t);
    await send({ remove: true, fail: true });
    const host = await start();
    await eventually('failed', () => host.output().includes('as the message asked'));
    await send('next');
    await eventually('next', () => seen(host).length === 2);
    await emptied(queue);
  });

  test('under base64 get decoded text or nothing', async (t) => {
    const { queue, poison, start, send } = await work(t);
    const good = Buffer.from('\ufeffgrüß').toString('base64');
    await send(` ${good.slice(0, 5)}\n${good.slice(5)} `);
    const notText = Buffer.from([0xff, 0xfe, 0xfd]).toString('base64');
    const undecodable = ['{"plain":true}', 'YQ', 'ab-_'];
    for (const text of [notText, ...undecodable]) await send(text);
    const host = await start({ [option('messageEncoding')]: 'base64' });
    const copies = await buried(poison, 4);
    await emptied(queue);
    assert.deepEqual(copies.map(({ messageText }) => messageText).sort(), [notText, ...undecodable].sort());
    assert.deepEqual(
      seen(host).map(({ input }) => input),
      ['\ufeffgrüß'],
    );
    assert.equal(host.output().match(/Message decoding has failed!/g)?.length, 3);
  });

  test('wait for a queue that is missing or deleted', async (t) => {
    const { queue, start, send } = await work(t);
    await queue.delete();
    const host = await start({ [option('maxPollingInterval')]: '00:00:00.2' });
    await sleep(500);
    assert.equal(await queue.exists(), false);
    for (const expected of [1, 2]) {
      await queue.create();
      await send('hello');
      await eventually('delivered', () => seen(host).length === expected);
      await queue.delete();
    }
  });

  // Azurite wants resource type `c` for deleting and permission `u` for releasing.
  for (const [step, types, message] of [
    ['delete', 'so', {}],
    ['release', 'sco', { fail: true }],
  ] as const) {
    test(`end the host when a ${step} is forbidden`, async (t) => {
      const { queue, start, send } = await work(t);
      const url = sharedKeyService().generateAccountSasUrl(
        undefined,
        AccountSASPermissions.parse('rp'),
        types,
      );
      await send(message);
      const host = await start({
        MAIL_STORAGE: `QueueEndpoint=${service.url};SharedAccessSignature=${url.split('?')[1]}`,
      });
      assert.equal(await host.exited, 1);
      assert.match(
        host.output(),
        /An unhandled exception has occurred\. Host is shutting down\.\nAuthorization/,
      );
      assert.equal(seen(host).length, 1);
      assert.equal(await count(queue), 1);
    });
  }

  test('do not start with an option out of range', async (t) => {
    const env = { MAIL_STORAGE: azurite.connectionString, WORK_QUEUE: 'never', [option('batchSize')]: '33' };
    await assert.rejects(hostOf(t, 'queues', env), /ended with 1 .*batchSize/s);
  });

  test('without their settings are in error', async (t) => {
    const host = await hostOf(t, 'queues', { POISON_FUNCTION: '1', WORK_QUEUE: 'some' });
    const error = `Storage account connection string 'AzureWebJobsMAIL_STORAGE' does not exist. Make sure that it is a defined App Setting.`;
    assert.deepEqual(host.inError, [
      { name: 'work', error },
      { name: 'poisoned', error },
    ]);
    assert.deepEqual(host.functions, []);
    const nameless = await hostOf(t, 'queues', { MAIL_STORAGE: azurite.connectionString });
    assert.deepEqual(nameless.inError, [
      { name: 'work', error: "'%WORK_QUEUE%' does not resolve to a value." },
    ]);
    assert.match(
      nameless.output(),
      /The 'work' function is in error: .*'%WORK_QUEUE%' does not resolve to a value\./,
    );
  });
});

function sharedKeyService(): QueueServiceClient {
  const part = (name: string) => new RegExp(`${name}=([^;]+)`).exec(azurite.connectionString)?.[1] ?? '';
  return new QueueServiceClient(
    service.url,
    new StorageSharedKeyCredential(part('AccountName'), part('AccountKey')),
  );
}
