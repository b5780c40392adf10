import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TableClient } from '@azure/data-tables';
import fc from 'fast-check';
import { startAzurite } from '../../../local/azurite.ts';
import type { Change, Partition, Row } from '../../../shared/azure/partition.ts';
import { openTable } from '../../../shared/azure/table.ts';
import { guardAgainstLeaks } from '../../support/leak-guard.ts';
import { createMemoryTable } from '../../support/memory-partition.ts';

const STALE = `W/"datetime'2020-01-01T00%3A00%3A00.0000000Z'"`;

async function allOf(partition: Partition): Promise<readonly Row[]> {
  const listed = await partition.list({ from: ' ', to: '\x7f' });
  assert.ok(listed.ok);
  return listed.value;
}

interface AnyChange {
  rowKey: string;
  kind: Change['kind'];
  values: Record<string, number>;
  stale: boolean;
}

const anyTransactions = fc.array(
  fc.uniqueArray(
    fc.record<AnyChange>({
      rowKey: fc.constantFrom('a', 'b', 'c', 'd'),
      kind: fc.constantFrom('create', 'replace', 'merge', 'delete'),
      values: fc.dictionary(fc.constantFrom('x', 'y'), fc.nat(9)),
      stale: fc.nat(3).map((one) => one === 0),
    }),
    { selector: ({ rowKey }) => rowKey, minLength: 1 },
  ),
  { minLength: 20, maxLength: 20 },
);

/** What each transaction came to, and what the rows held after it; ETags are each table's own. */
async function story(partition: Partition, transactions: readonly (readonly AnyChange[])[]) {
  const told: unknown[] = [];
  let rows: readonly Row[] = [];
  for (const changes of transactions) {
    const etags = new Map(rows.map(({ rowKey, etag }) => [rowKey, etag]));
    const committed = await partition.commit(
      changes.map(({ stale, ...change }) => ({
        ...change,
        etag: (stale ? undefined : etags.get(change.rowKey)) ?? STALE,
      })),
    );
    rows = await allOf(partition);
    told.push(
      committed.ok ? committed.value.length : committed.error,
      rows.map(({ rowKey, values }) => ({ rowKey, values })),
    );
  }
  return told;
}

test('any transactions come to the same in memory and in storage', async () => {
  const nothingIsLeft = await guardAgainstLeaks();
  const azurite = await startAzurite();
  const client = TableClient.fromConnectionString(azurite.connectionString, 'twin', {
    allowInsecureConnection: true,
  });
  let run = 0;
  const property = fc.asyncProperty(anyTransactions, async (transactions) => {
    const [inMemory, inStorage] = [createMemoryTable().open('p'), openTable(client)(`p-${++run}`)];
    assert.deepEqual(await story(inMemory, transactions), await story(inStorage, transactions));
  });
  try {
    await fc.assert(property, { numRuns: 10 });
  } finally {
    await azurite.stop();
  }
  await nothingIsLeft();
});

test('what is read from memory or written to it can be changed without changing the table', async () => {
  const { open, rows } = createMemoryTable();
  const bytes = new Uint8Array([1]);
  await open('p').commit([{ kind: 'create', rowKey: 'x', values: { bytes } }]);
  bytes[0] = 2;
  (rows('p')[0]?.values.bytes as Uint8Array)[0] = 3;
  assert.deepEqual(
    rows('p').map(({ rowKey, values }) => ({ rowKey, values })),
    [{ rowKey: 'x', values: { bytes: new Uint8Array([1]) } }],
  );
  assert.deepEqual(rows('q'), []);
});
