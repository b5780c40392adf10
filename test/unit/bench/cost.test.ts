import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assumed, fixedAmounts, messageAmounts } from '../../bench/cost/amounts.ts';
import { billFor, freeEachMonth, times, total } from '../../bench/cost/bill.ts';
import { readExecutions } from '../../bench/cost/executions.ts';
import { prices } from '../../bench/cost/prices.ts';
import { between, createStorageBill } from '../../bench/cost/storage-bill.ts';
import { untilNoSweepWithin } from '../../bench/cost/sweep-free.ts';

test('a bill is amounts times prices', () => {
  const items = billFor({ table: 30_000, log: 2 });
  assert.deepEqual(
    items.map(({ what, amount }) => [what, amount]),
    [
      ['table transactions', 30_000],
      ['GB of log', 2],
    ],
  );
  assert.equal(total(items).toFixed(6), (3 * prices.table.dollars + 2 * prices.log.dollars).toFixed(6));
  assert.deepEqual(times(3, { table: 2 }), { table: 6 });
});

test('what is free each month is worth its price', () => {
  const log = freeEachMonth().find(({ what }) => what === prices.log.unit);
  assert.equal(log?.dollars, prices.log.free * prices.log.dollars);
});

test('every price says where it was seen', () => {
  for (const { source, dollars, per } of Object.values(prices)) {
    assert.ok(source.length > 10 && dollars > 0 && per > 0);
  }
});

const line = (request: string) => `127.0.0.1 - - [25/Nov/2026:14:40:50 +0000] "${request} HTTP/1.1" 202 -`;

test('requests count by what they cost; a look that brings a message is part of what that message costs', () => {
  const bill = createStorageBill();
  const before = bill.read();
  for (const request of [
    'POST /devstoreaccount1/$batch',
    "GET /devstoreaccount1/mailboxes(PartitionKey='5e1a',RowKey='_')",
    'POST /devstoreaccount1/mail-outbound/messages?visibilitytimeout=0',
    'GET /devstoreaccount1/mail-outbound/messages?numofmessages=32&visibilitytimeout=600',
    'GET /devstoreaccount1/mail-outbound/messages?numofmessages=32&visibilitytimeout=600',
    'DELETE /devstoreaccount1/mail-outbound/messages/6f0c?popreceipt=MjVOb3Y',
    'PUT /devstoreaccount1/azure-webjobs-hosts/locks/x?comp=lease',
    'PUT /devstoreaccount1/azure-webjobs-hosts/timers/x/status',
    'PUT /devstoreaccount1/mail-content/d5669ef8dd90/x',
  ])
    bill.hear(line(request));
  bill.hear('Azurite Table service is successfully listening at http://127.0.0.1:10002');
  assert.deepEqual(between(before, bill.read()), {
    table: 2,
    queue: 3,
    polls: 1,
    blobWrites: 2,
    blobOthers: 1,
  });
});

test('an instance is busy as long as any function runs, each once', () => {
  const said = (second: number, what: string, id: string) =>
    `2026-11-25T12:00:${second}.000Z debug       f ${what} 'Functions.f' (${what === 'Executed' ? 'Succeeded, ' : ''}Id=${id})`;
  const output = [
    said(10, 'Executed', 'a'),
    said(11, 'Executing', 'b'),
    said(12, 'Executing', 'c'),
    said(13, 'Executed', 'c'),
    said(15, 'Executed', 'b'),
    said(16, 'Executing', 'd'),
    said(17, 'Executed', 'd'),
    said(18, 'Executing', 'e'),
  ].join('\n');
  assert.deepEqual(readExecutions(output), { count: 3, busyMs: 5_000 });
});

test('what is counted has no sweep in it', () => {
  const at = (time: string) => Date.parse(`2026-11-25T12:${time}Z`);
  assert.equal(untilNoSweepWithin(20_000, at('01:00')), 0);
  assert.ok(at('04:50') + untilNoSweepWithin(20_000, at('04:50')) > at('05:00'));
});

const counted = {
  ...{ table: 6, queue: 3, polls: 0, blobWrites: 0, blobOthers: 0 },
  ...{ executions: 1, busySeconds: 0.1, logBytes: 500 },
};

test('one that comes alone is busy for a second at least; of many, three wait for their answers at once', () => {
  const alone = messageAmounts(counted, 'alone').busySeconds ?? 0;
  const among = messageAmounts(counted, 'backlog').busySeconds ?? 0;
  assert.equal(alone, assumed.instanceGB * assumed.leastBusySeconds);
  assert.equal(among.toFixed(4), (assumed.instanceGB * (0.1 + 0.8 / 3)).toFixed(4));
});

test('a private network costs more than nothing', () => {
  const counts = { lone: counted, backlog: counted, sweepOfOne: counted, idleHour: counted };
  const [open, closed] = [false, true].map((isPrivate) =>
    total(billFor(fixedAmounts(counts, { alertRules: 8, isPrivate }))),
  );
  assert.equal(((closed ?? 0) - (open ?? 0)).toFixed(2), '75.50');
});
