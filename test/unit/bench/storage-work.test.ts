import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createWorkCounter } from '../../bench/rig/storage-work.ts';

const line = (request: string) => `127.0.0.1 - - [25/Nov/2026:14:40:50 +0000] "${request} HTTP/1.1" 202 -`;

test('the app’s requests count by what they cost, others do not', () => {
  const { work, hear } = createWorkCounter();
  const requests = [
    'POST /devstoreaccount1/$batch',
    "GET /devstoreaccount1/mailboxes(PartitionKey='5e1a',RowKey='_')",
    "GET /devstoreaccount1/mailboxes(PartitionKey='5e1a',RowKey='m!1')",
    "GET /devstoreaccount1/mailboxes()?$filter=PartitionKey%20eq%20'5e1a'",
    'GET /devstoreaccount1/mail-outbound/messages?numofmessages=32&visibilitytimeout=600',
    'DELETE /devstoreaccount1/mail-outbound/messages/6f0c?popreceipt=MjVOb3Y',
    'POST /devstoreaccount1/mail-outbound/messages',
    'GET /devstoreaccount1/azure-webjobs-hosts?comp=list&restype=container',
  ];
  for (const request of requests) hear(line(request));
  hear('Azurite Table service is successfully listening at http://127.0.0.1:10002');
  assert.deepEqual(work, { transactions: 1, reads: 2, lists: 1, receives: 1, removals: 1 });
});
