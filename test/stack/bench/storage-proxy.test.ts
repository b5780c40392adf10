import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { TableClient } from '@azure/data-tables';
import { type Azurite, startAzurite } from '../../../local/azurite.ts';
import type { Partition } from '../../../shared/azure/partition.ts';
import { openTable } from '../../../shared/azure/table.ts';
import { MAILBOX_ROW } from '../../../shared/mailbox/keys.ts';
import { type StorageProxy, startStorageProxy } from '../../bench/rig/storage-proxy.ts';
import { guardAgainstLeaks } from '../../support/leak-guard.ts';

let azurite: Azurite;
let proxy: StorageProxy;
let partition: Partition;
let nothingIsLeft: () => Promise<void>;

before(async () => {
  nothingIsLeft = await guardAgainstLeaks();
  azurite = await startAzurite();
  const [, target = ''] = /TableEndpoint=([^;]+)/.exec(azurite.connectionString) ?? [];
  proxy = await startStorageProxy(target);
  const client = TableClient.fromConnectionString(
    azurite.connectionString.replace(target, proxy.endpoint),
    'mailboxes',
    { allowInsecureConnection: true, retryOptions: { maxRetries: 0 } },
  );
  partition = openTable(client)('p');
});

after(async () => {
  await proxy.stop();
  await azurite.stop();
  await nothingIsLeft();
});

test('What a partition asks passes, and is counted by kind with its conflicts', async () => {
  const create = { kind: 'create', rowKey: MAILBOX_ROW, values: { counts: 'ä' } } as const;
  assert.ok((await partition.commit([create])).ok);
  assert.ok((await partition.commit([{ ...create, rowKey: 'm!1' }])).ok);
  const again = await partition.commit([create]);
  assert.ok(!again.ok && again.error.kind === 'conflict');
  const row = await partition.read(MAILBOX_ROW);
  assert.ok(row.ok && row.value?.values.counts === 'ä');
  assert.ok((await partition.list({ from: 'm!', to: 'm"' })).ok);
  // The first commit met no table, made one and went again.
  assert.deepEqual(proxy.counts, {
    readMailbox: 1,
    readRow: 0,
    list: 1,
    step: 3,
    takeIn: 1,
    other: 1,
    conflicts: 1,
  });
});

test('While it is down nothing passes, and afterwards everything again', async () => {
  proxy.down = true;
  assert.equal((await partition.read('m!1')).ok, false);
  proxy.down = false;
  assert.ok((await partition.read('m!1')).ok);
});
