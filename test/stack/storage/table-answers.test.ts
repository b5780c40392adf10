import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { after, before, test } from 'node:test';
import { RestError, TableClient } from '@azure/data-tables';
import { type Azurite, startAzurite } from '../../../local/azurite.ts';
import { createStorageClock } from '../../../shared/azure/storage-clock.ts';
import { feedClock, openTable, tableOptions } from '../../../shared/azure/table.ts';
import { guardAgainstLeaks } from '../../support/leak-guard.ts';

let azurite: Azurite;
let nothingIsLeft: () => Promise<void>;

before(async () => {
  nothingIsLeft = await guardAgainstLeaks();
  azurite = await startAzurite();
});

after(async () => {
  await azurite.stop();
  await nothingIsLeft();
});

const clientOf = (table: string, connection = azurite.connectionString) =>
  TableClient.fromConnectionString(connection, table, { ...tableOptions, allowInsecureConnection: true });

type Policy = Parameters<TableClient['pipeline']['addPolicy']>[0];
type Answer = Awaited<ReturnType<Policy['sendRequest']>>;

/** Does something to the first answer on the line. */
function alterFirstAnswer(client: TableClient, alter: (answer: Answer) => void) {
  let answers = 0;
  const policy: Policy = {
    name: 'alterFirstAnswer',
    async sendRequest(request, next) {
      const answer = await next(request);
      answers += 1;
      if (answers === 1) alter(answer);
      return answer;
    },
  };
  client.pipeline.addPolicy(policy, { afterPhase: 'Retry' });
}

const everything = { from: ' ', to: '\x7f' };
const x = { kind: 'create', rowKey: 'x', values: {} } as const;

test('a commit whose answer was lost is repeated by the SDK and meets its own work', async () => {
  const client = clientOf('lost');
  await client.createTable();
  alterFirstAnswer(client, () => {
    throw new RestError('the line broke', { code: 'ECONNRESET' });
  });
  const partition = openTable(client)('p');
  assert.deepEqual(await partition.commit([x]), {
    ok: false,
    error: { kind: 'conflict', index: 0, found: 'exists' },
  });
  const row = await partition.read('x');
  assert.equal(row.ok && row.value?.rowKey, 'x');
});

test('an answer that tells nothing of the operations leaves it open whether they were carried out', async () => {
  const client = clientOf('strange');
  await client.createTable();
  alterFirstAnswer(client, (answer) => {
    answer.bodyAsText = '<html>Welcome to the proxy</html>';
  });
  const committed = await openTable(client)('p').commit([x]);
  assert.ok(!committed.ok && committed.error.kind === 'unavailable');
  assert.match(committed.error.fault.said, /none to this transaction/);
});

test('rows behind an empty page are listed', async () => {
  const client = clientOf('pages');
  const partition = openTable(client)('p');
  assert.ok((await partition.commit([x, { ...x, rowKey: 'y' }])).ok);
  alterFirstAnswer(client, (answer) => {
    answer.bodyAsText = '{"value":[]}';
    answer.headers.set('x-ms-continuation-NextPartitionKey', 'p');
    answer.headers.set('x-ms-continuation-NextRowKey', 'x');
  });
  const listed = await partition.list({ ...everything, limit: 1 });
  assert.deepEqual(listed.ok && listed.value.map(({ rowKey }) => rowKey), ['x']);
});

test('each answer sets the clock, a refusal too', async () => {
  const client = clientOf('nothere');
  const local = () => Date.now() + 3_600_000;
  const clock = createStorageClock(local);
  feedClock(client, clock, local);
  assert.deepEqual(await openTable(client)('p').read('x'), { ok: true, value: undefined });
  assert.ok(Math.abs(clock.now() - Date.now()) < 2_000, `${clock.now() - Date.now()} ms`);
});

test('a service that refuses: its own words', async () => {
  const connection = azurite.connectionString.replace(/AccountKey=[^;]*/, 'AccountKey=a2V5');
  const partition = openTable(clientOf('refused', connection))('p');
  const [read, commit] = await Promise.all([partition.read('x'), partition.commit([x])]);
  assert.ok(!read.ok && !commit.ok && commit.error.kind === 'unavailable');
  for (const fault of [read.error, commit.error.fault]) {
    assert.equal(fault.code, 'AuthorizationFailure');
    assert.match(fault.said, /^Server failed to authenticate the request.*\(HTTP 403\)$/s);
  }
});

/** The faults of a read, a list and a commit on a port of this machine. */
async function faultsAt(port: number, withinMs?: number) {
  const connection = `DefaultEndpointsProtocol=http;AccountName=a;AccountKey=a2V5;TableEndpoint=http://127.0.0.1:${port}/a`;
  const partition = openTable(clientOf('t', connection), withinMs)('p');
  const [read, list, commit] = await Promise.all([
    partition.read('x'),
    partition.list(everything),
    partition.commit([x]),
  ]);
  assert.ok(!read.ok && !list.ok && !commit.ok && commit.error.kind === 'unavailable');
  return [read.error, list.error, commit.error.fault];
}

test('storage that is silent, then gone: the calls end in time, with a fault', async () => {
  const silent = createServer((socket) => socket.on('error', () => socket.destroy()).resume());
  silent.listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo;
  for (const fault of await faultsAt(port, 200)) {
    assert.deepEqual(fault, { at: 'storage', code: 'AbortError', said: 'no answer within 200 ms' });
  }
  silent.close();
  await once(silent, 'close');
  for (const fault of await faultsAt(port)) {
    assert.deepEqual([fault.at, fault.code], ['storage', 'ECONNREFUSED']);
  }
});
