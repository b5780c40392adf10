import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { TableClient } from '@azure/data-tables';
import { type Azurite, startAzurite } from '../../../local/azurite.ts';
import type { Change, OpenPartition, Partition, Row, Value } from '../../../shared/azure/partition.ts';
import { openTable } from '../../../shared/azure/table.ts';
import type { Result } from '../../../shared/failures/result.ts';
import { guardAgainstLeaks } from '../../support/leak-guard.ts';
import { createMemoryTable } from '../../support/memory-partition.ts';

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

function okValue<V>(result: Result<V, unknown>): V {
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}

const everything = { from: ' ', to: '\x7f' };
const allOf = async (partition: Partition) => okValue(await partition.list(everything));
const create = (rowKey: string, values: Row['values'] = {}): Change => ({ kind: 'create', rowKey, values });
const creations = (count: number) =>
  Array.from({ length: count }, (_, index) => create(`r${String(index).padStart(5, '0')}`));

const STALE = `W/"datetime'2020-01-01T00%3A00%3A00.0000000Z'"`;

/** Rows `here` and `there` with two values each. */
async function withTwoRows(partition: Partition) {
  const values = { kept: 'as it was', set: 1 };
  const etags = okValue(await partition.commit([create('here', values), create('there', values)]));
  return { here: etags[0] ?? '', there: etags[1] ?? '' };
}

const refusals: readonly (readonly [string, Change, 'exists' | 'missing' | 'changed'])[] = [
  ['create of a row that is there', create('here'), 'exists'],
  ['replace of a changed row', { kind: 'replace', rowKey: 'here', values: {}, etag: STALE }, 'changed'],
  ['replace of no row', { kind: 'replace', rowKey: 'gone', values: {}, etag: STALE }, 'missing'],
  ['merge into no row', { kind: 'merge', rowKey: 'gone', values: {} }, 'missing'],
  ['delete of no row', { kind: 'delete', rowKey: 'gone' }, 'missing'],
];

const tooMuch: readonly (readonly [string, readonly Change[], string])[] = [
  ['101 operations', creations(101), 'InvalidInput'],
  ['a row twice', [create('x'), { kind: 'delete', rowKey: 'x' }], 'InvalidDuplicateRow'],
  ['65,537 bytes', [create('x', { v: new Uint8Array(65_537) })], 'PropertyValueTooLarge'],
  ['32,769 characters', [create('x', { v: 'x'.repeat(32_769) })], 'PropertyValueTooLarge'],
];

const values: readonly (readonly [string, Value, Value?])[] = [
  ...[0, -1, 1.5, 2 ** 31, 2 ** 40, 1795610878458, Number.MAX_SAFE_INTEGER, 0.1 + 0.2].map(asItIs),
  ...[5e-324, Number.MAX_VALUE, Infinity, -Infinity, Number.NaN].map(asItIs),
  ['-0', -0, 0],
  ...[true, false, '', '1', 'true', '2026-11-25T12:00:00Z', `it's "ü€😀"\r\n--batch_{x}`].map(asItIs),
  ['32,768 characters', 'ü'.repeat(32_768)],
  ['no bytes', new Uint8Array(0)],
  ['64 KiB of bytes', new Uint8Array(65_536).map((_, index) => index % 251)],
  ['a view into larger memory', new Uint8Array([1, 2, 3, 4]).subarray(1, 3)],
  ['a buffer', Buffer.from([0, 255]), new Uint8Array([0, 255])],
];

function asItIs(value: Value): [string, Value] {
  return [`${typeof value} ${JSON.stringify(value)}`, value];
}

const quoted = `it's ''quoted'' "twice"`;
const ordered = ['!', 'A', 'Z', '_', 'a', 'm!1', 'm!10', 'm!2', 'w!0!1', "w!0!1'", 'w!1!0', '~'];
const ranges: readonly (readonly [
  string,
  { from: string; to: string; limit?: number },
  readonly string[],
])[] = [
  ['everything', everything, ordered],
  ['the first included, the last not', { from: 'a', to: 'm!2' }, ['a', 'm!1', 'm!10']],
  ['bounds that are no rows', { from: 'm!', to: 'm"' }, ['m!1', 'm!10', 'm!2']],
  ['a bound with a quote', { from: "w!0!1'", to: '~' }, ["w!0!1'", 'w!1!0']],
  ['a limit', { from: 'm!', to: '~', limit: 2 }, ['m!1', 'm!10']],
  ['a limit above', { from: 'w', to: '~', limit: 9 }, ['w!0!1', "w!0!1'", 'w!1!0']],
  ['nothing', { from: 'b', to: 'm' }, []],
  ['a range the wrong way round', { from: 'z', to: 'a' }, []],
];

const tables: readonly (readonly [string, () => OpenPartition])[] = [
  [
    'Azure Table Storage (Azurite)',
    () =>
      openTable(
        TableClient.fromConnectionString(azurite.connectionString, 'contract', {
          allowInsecureConnection: true,
        }),
      ),
  ],
  ['the table in memory', () => createMemoryTable().open],
];

for (const [name, openAny] of tables) {
  describe(name, () => {
    let open: OpenPartition;
    let opened = 0;
    const fresh = () => open(`partition-${++opened}`);
    before(() => {
      open = openAny();
    });

    test('a table that is not there yet is empty, and the first commits create it', async () => {
      const partition = fresh();
      assert.equal(okValue(await partition.read('x')), undefined);
      assert.deepEqual(await allOf(partition), []);
      const both = await Promise.all([partition.commit([create('x')]), partition.commit([create('y')])]);
      assert.deepEqual(
        both.map(({ ok }) => ok),
        [true, true],
      );
    });

    test('each kind of change does its work in one transaction and gives the new ETags', async () => {
      const partition = fresh();
      const { here } = await withTwoRows(partition);
      okValue(await partition.commit([create('old')]));
      const etags = okValue(
        await partition.commit([
          { kind: 'delete', rowKey: 'old' },
          { kind: 'merge', rowKey: 'there', values: { set: 2 } },
          create('new', { set: 2 }),
          { kind: 'replace', rowKey: 'here', values: { set: 2 }, etag: here },
        ]),
      );
      const [deleted, there, created, replaced] = etags;
      assert.equal(deleted, '');
      assert.notEqual(replaced, here);
      assert.deepEqual(await allOf(partition), [
        { rowKey: 'here', etag: replaced, values: { set: 2 } },
        { rowKey: 'new', etag: created, values: { set: 2 } },
        { rowKey: 'there', etag: there, values: { kept: 'as it was', set: 2 } },
      ]);
      assert.deepEqual(okValue(await partition.read('new')), {
        rowKey: 'new',
        etag: created,
        values: { set: 2 },
      });
    });

    for (const [what, change, found] of refusals) {
      test(`${what}: refused with its index, and nothing is changed`, async () => {
        const partition = fresh();
        const { there } = await withTwoRows(partition);
        const before = await allOf(partition);
        const good: readonly Change[] = [
          { kind: 'replace', rowKey: 'there', values: {}, etag: there },
          ...creations(12),
        ];
        for (const index of [0, 1, 11]) {
          const committed = await partition.commit(good.toSpliced(index, 0, change));
          assert.deepEqual(committed, { ok: false, error: { kind: 'conflict', index, found } });
        }
        assert.deepEqual(await allOf(partition), before);
      });
    }

    test('the first of several refused changes is named', async () => {
      const partition = fresh();
      await withTwoRows(partition);
      const committed = await partition.commit([
        create('x'),
        { kind: 'delete', rowKey: 'gone' },
        create('here'),
      ]);
      assert.deepEqual(committed, { ok: false, error: { kind: 'conflict', index: 1, found: 'missing' } });
    });

    test('a transaction of nothing is carried out', async () =>
      assert.deepEqual(okValue(await fresh().commit([])), []));

    test('100 operations are one transaction', async () => {
      const partition = fresh();
      const etags = okValue(await partition.commit(creations(100)));
      const rows = await allOf(partition);
      assert.equal(rows.length, 100);
      assert.deepEqual(
        rows.map(({ etag }) => etag),
        etags,
      );
    });

    for (const [what, changes, code] of tooMuch) {
      test(`${what}: the service refuses`, async () => {
        const committed = await fresh().commit(changes);
        assert.ok(!committed.ok && committed.error.kind === 'unavailable');
        assert.equal(committed.error.fault.code, code);
        assert.equal(committed.error.fault.at, 'storage');
      });
    }

    test('values come back as they were', async () => {
      const partition = fresh();
      const rows = values.map(([, value], index) => create(`v${index}`, { value }));
      okValue(await partition.commit(rows));
      for (const [index, [what, value, back = value]] of values.entries()) {
        const row = okValue(await partition.read(`v${index}`));
        assert.deepEqual(row?.values, { value: back }, what);
      }
    });

    test('keys with quotes are read, listed and changed', async () => {
      const partition = open(quoted);
      okValue(await partition.commit([create(quoted, { of: 'mine' })]));
      okValue(await partition.commit([{ kind: 'merge', rowKey: quoted, values: { more: 1 } }]));
      const row = okValue(await partition.read(quoted));
      assert.deepEqual(row?.values, { of: 'mine', more: 1 });
      assert.deepEqual(await allOf(partition), [row]);
      okValue(await partition.commit([{ kind: 'delete', rowKey: quoted }]));
      assert.deepEqual(await allOf(partition), []);
    });

    test('ranges are in the order of the keys, and of one partition', async () => {
      const partition = fresh();
      okValue(await partition.commit(ordered.toReversed().map((key) => create(key))));
      okValue(await fresh().commit([create('of another')]));
      for (const [what, range, keys] of ranges) {
        const rows = okValue(await partition.list(range));
        assert.deepEqual(
          rows.map(({ rowKey }) => rowKey),
          keys,
          what,
        );
      }
    });

    test('more rows than a page holds are all listed, or the first of them', async () => {
      const partition = fresh();
      const changes = creations(1_050);
      for (let from = 0; from < changes.length; from += 100) {
        okValue(await partition.commit(changes.slice(from, from + 100)));
      }
      const keys = changes.map(({ rowKey }) => rowKey);
      for (const limit of [undefined, 1_020, 1_000, 7]) {
        const rows = okValue(
          await partition.list(limit === undefined ? everything : { ...everything, limit }),
        );
        assert.deepEqual(
          rows.map(({ rowKey }) => rowKey),
          keys.slice(0, limit),
        );
      }
    });

    test('of eight writers that know the same ETag one wins', async () => {
      const partition = fresh();
      const { here } = await withTwoRows(partition);
      const results = await Promise.all(
        Array.from({ length: 8 }, (_, writer) =>
          partition.commit([
            { kind: 'replace', rowKey: 'here', values: { writer }, etag: here },
            create(`of-${writer}`),
          ]),
        ),
      );
      const lost = { ok: false, error: { kind: 'conflict', index: 0, found: 'changed' } };
      const [winner, ...others] = results.flatMap(({ ok }, writer) => (ok ? [writer] : []));
      assert.deepEqual(others, []);
      assert.deepEqual(
        results.filter(({ ok }) => !ok),
        Array.from({ length: 7 }, () => lost),
      );
      assert.deepEqual(
        (await allOf(partition)).map(({ rowKey }) => rowKey),
        ['here', `of-${winner}`, 'there'],
      );
      assert.deepEqual(okValue(await partition.read('here'))?.values, { writer: winner });
    });
  });
}
