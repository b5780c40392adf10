import type {
  Change,
  CommitFailure,
  OpenPartition,
  Row,
  Value,
  Values,
} from '../../shared/azure/partition.ts';
import { failed, ok, type Result } from '../../shared/failures/result.ts';

type Rows = ReadonlyMap<string, Row>;

/** A table in memory that answers as Azure Table Storage does: `shared/azure/table.ts` passes the same tests. */
export interface MemoryTable {
  open: OpenPartition;
  /** The rows of a partition as they are now, in the order of their keys. */
  rows(key: string): readonly Row[];
}

export function createMemoryTable(): MemoryTable {
  const partitions = new Map<string, Rows>();
  let writes = 0;
  const nextEtag = () => `W/"${++writes}"`;

  const rows = (key: string): readonly Row[] =>
    [...(partitions.get(key)?.values() ?? [])].map(copy).sort((a, b) => (a.rowKey < b.rowKey ? -1 : 1));

  function commit(key: string, changes: readonly Change[]): Result<readonly string[], CommitFailure> {
    const code = refusalOf(changes);
    if (code) {
      return failed({ kind: 'unavailable', fault: { at: 'storage', code, said: `${code} (HTTP 400)` } });
    }
    const draft = new Map(partitions.get(key));
    const etags: string[] = [];
    for (const [index, change] of changes.entries()) {
      const found = conflictWith(draft.get(change.rowKey), change);
      if (found) return failed({ kind: 'conflict', index, found });
      etags.push(apply(draft, change, nextEtag));
    }
    partitions.set(key, draft);
    return ok(etags);
  }

  return {
    rows,
    open: (key) => ({
      key,
      read: async (rowKey) => ok(rows(key).find((row) => row.rowKey === rowKey)),
      list: async ({ from, to, limit }) =>
        ok(
          rows(key)
            .filter(({ rowKey }) => from <= rowKey && rowKey < to)
            .slice(0, limit),
        ),
      commit: async (changes) => commit(key, changes),
    }),
  };
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

function apply(draft: Map<string, Row>, change: Change, nextEtag: () => string): string {
  const { rowKey } = change;
  if (change.kind === 'delete') {
    draft.delete(rowKey);
    return '';
  }
  const kept = change.kind === 'merge' ? draft.get(rowKey)?.values : {};
  const row = copy({ rowKey, etag: nextEtag(), values: { ...kept, ...change.values } });
  draft.set(rowKey, row);
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
