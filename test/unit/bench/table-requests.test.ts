import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countAll, createTableCounter, type TableRequests } from '../../bench/rig/table-requests.ts';

const table = '/devstoreaccount1/mailboxes';
const row = (key: string) => `${table}(PartitionKey='p',RowKey='${key}')`;
const batch = (body: string, answer = 'HTTP/1.1 204 No Content') => ({
  method: 'POST',
  url: '/devstoreaccount1/$batch',
  body,
  answer,
});
const refused = (code: string) => `HTTP/1.1 409 Conflict\r\n\r\n{"odata.error":{"code":"${code}"}}`;
const read = (url: string) => ({ method: 'GET', url, body: '', answer: '' });

const cases: readonly [what: string, Parameters<ReturnType<typeof createTableCounter>['hear']>[0], object][] =
  [
    ["a read of the mailbox's row", read(row('_')), { readMailbox: 1 }],
    ['a read of a message', read(row('m!_')), { readRow: 1 }],
    ['a list', read(`${table}()?$filter=RowKey%20ge%20%27w!%27`), { list: 1 }],
    ["a change of the mailbox's row", batch(`PUT http://127.0.0.1${row('_')} HTTP/1.1`), { step: 1 }],
    ["the mailbox's first row", batch('{"PartitionKey":"p","RowKey":"_","mailbox":"{}"}'), { step: 1 }],
    ['a message into the room', batch('{"PartitionKey":"p","RowKey":"m!1"}'), { takeIn: 1 }],
    [
      'a row that is there',
      batch('{"RowKey":"m!1"}', refused('EntityAlreadyExists')),
      { takeIn: 1, conflicts: 1 },
    ],
    [
      'a row that changed',
      batch('{"RowKey":"_"}', refused('UpdateConditionNotSatisfied')),
      { step: 1, conflicts: 1 },
    ],
    [
      'a row that is gone',
      batch('{"RowKey":"m!1"}', refused('ResourceNotFound')),
      { takeIn: 1, conflicts: 1 },
    ],
    ['no table yet', batch('{"RowKey":"m!1"}', refused('TableNotFound')), { takeIn: 1 }],
    ['a new table', { method: 'POST', url: '/devstoreaccount1/Tables', body: '', answer: '' }, { other: 1 }],
  ];

const none: TableRequests = {
  readMailbox: 0,
  readRow: 0,
  list: 0,
  step: 0,
  takeIn: 0,
  other: 0,
  conflicts: 0,
};

for (const [what, exchanged, counted] of cases) {
  test(`${what} is counted as what it is`, () => {
    const counter = createTableCounter();
    counter.hear(exchanged);
    assert.deepEqual(counter.counts, { ...none, ...counted });
  });
}

test('A conflict is no request of its own', () => {
  assert.equal(countAll({ ...none, step: 2, takeIn: 3, conflicts: 1 }), 5);
});
