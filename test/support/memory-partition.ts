import type {
  Change,
  CommitFailure,
  OpenPartition,
  Row,
  Value,
  Values,
} from '../../shared/azure/partition.ts';
import { failed, ok, type Result } from '../../shared/failures/result.ts';

/** The rows of a partition, and their keys in order. */
interface Stored {
  rows: Map<string, Row>;
  keys: string[];
}

/** A table in memory that answers as Azure Table Storage does: `shared/azure/table.ts` passes the same tests. */
export interface MemoryTable {
  open: OpenPartition;
  /** The rows of a partition as they are now, in the order of their keys. */
  rows(key: string): readonly Row[];
}

export function createMemoryTable(): MemoryTable {
  const partitions = new Map<string, Stored>();
  let writes = 0;
  const nextEtag = () => `W/"${++writes}"`;

  function storedOf(key: string): Stored {
    const stored = partitions.get(key) ?? { rows: new Map(), keys: [] };
    partitions.set(key, stored);
    return stored;
  }

  function rowsBetween(key: string, from: string, to: string, limit?: number): Row[] {
    const { rows, keys } = storedOf(key);
    const [first, end] = [positionOf(keys, from), positionOf(keys, to)];
    const most = Math.min(end, first + (limit ?? Number.POSITIVE_INFINITY));
    return keys.slice(first, most).map((rowKey) => copy(rows.get(rowKey) as Row));
  }

  function commit(key: string, changes: readonly Change[]): Result<readonly string[], CommitFailure> {
    const code = refusalOf(changes);
    if (code) {
      return failed({ kind: 'unavailable', fault: { at: 'storage', code, said: `${code} (HTTP 400)` } });
    }
    const stored = storedOf(key);
    // No row is in a transaction twice, so that none of its changes alters what another finds.
    for (const [index, change] of changes.entries()) {
      const found = conflictWith(stored.rows.get(change.rowKey), change);
      if (found) return failed({ kind: 'conflict', index, found });
    }
    return ok(changes.map((change) => apply(stored, change, nextEtag)));
  }

  return {
    rows: (key) => rowsBetween(key, '', '\uffff'),
    open: (key) => ({
      key,
      async read(rowKey) {
        const row = storedOf(key).rows.get(rowKey);
        return ok(row && copy(row));
      },
      list: async ({ from, to, limit }) => ok(rowsBetween(key, from, to, limit)),
      commit: async (changes) => commit(key, changes),
    }),
  };
}

/** The first position among ordered keys that is not before `key`. */
function positionOf(keys: readonly string[], key: string): number {
  let [low, high] = [0, keys.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((keys[middle] as string) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What the service says of a transaction that no state of the table could make right. */
function refusalOf(changes: readonly Change[]): string | undefined {
  if (changes.length > 100) return 'InvalidInput';
  if (new Set(changes.map(({ rowKey }) => rowKey)).size < changes.length) return 'InvalidDuplicateRow';
  const values = changes.flatMap((change) => ('values' in change ? Object.values(change.values) : []));
  return values.some(isTooLarge) ? 'PropertyValueTooLarge' : undefined;
}

const isTooLarge = (value: Value) =>
  (typeof value === 'string' && value.length > 32_768) ||
  (value instanceof Uint8Array && value.byteLength > 65_536);

function conflictWith(row: Row | undefined, change: Change): 'exists' | 'missing' | 'changed' | undefined {
  if (change.kind === 'create') return row && 'exists';
  if (!row) return 'missing';
  if (change.kind !== 'replace' || change.etag === '*') return undefined;
  return change.etag === row.etag ? undefined : 'changed';
}

function apply({ rows, keys }: Stored, change: Change, nextEtag: () => string): string {
  const { rowKey } = change;
  const before = rows.get(rowKey);
  if (change.kind === 'delete') {
    rows.delete(rowKey);
    keys.splice(positionOf(keys, rowKey), 1);
    return '';
  }
  if (!before) keys.splice(positionOf(keys, rowKey), 0, rowKey);
  const kept = change.kind === 'merge' ? before?.values : {};
  const row = copy({ rowKey, etag: nextEtag(), values: { ...kept, ...change.values } });
  rows.set(rowKey, row);
  return row.etag;
}

/** Nobody outside holds what is stored. */
const copy = (row: Row): Row => ({ ...row, values: copyValues(row.values) });

const copyValues = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, copyValue(value)]));

function copyValue(value: Value): Value {
  if (typeof value === 'number') return value + 0; // The service knows no -0.
  return value instanceof Uint8Array ? new Uint8Array(value) : value;
}
