import type { Fault } from '../failures/fault.ts';
import type { Result } from '../failures/result.ts';

/** What a property of a row may hold; bytes up to 64 KiB, text up to 32 Ki characters. */
export type Value = string | number | boolean | Uint8Array;

export type Values = Readonly<Record<string, Value>>;

export interface Row {
  rowKey: string;
  /** Changes with each write: whoever replaces the row must know it. */
  etag: string;
  values: Values;
}

/** One operation of a transaction; each needs something to be true, or the whole transaction is refused. */
export type Change =
  /** No such row yet. */
  | { kind: 'create'; rowKey: string; values: Values }
  /** The row is as it was when `etag` was read (`*`: is there); properties that are not given go away. */
  | { kind: 'replace'; rowKey: string; values: Values; etag: string }
  /** The row is there; properties that are not given stay. */
  | { kind: 'merge'; rowKey: string; values: Values }
  /** The row is there: in a transaction a delete carries no ETag. */
  | { kind: 'delete'; rowKey: string };

/** Makes the row, or replaces the one that was read with this ETag. */
export const createOrReplace = (rowKey: string, values: Values, etag: string | undefined): Change =>
  etag === undefined ? { kind: 'create', rowKey, values } : { kind: 'replace', rowKey, values, etag };

/**
 * Why a transaction was not carried out. `conflict`: the operation at `index` did not find what it needs, nothing was
 * changed. `unavailable`: storage gave no answer or refused; whether it was carried out is not known.
 */
export type CommitFailure =
  | { kind: 'conflict'; index: number; found: 'exists' | 'missing' | 'changed' }
  | { kind: 'unavailable'; fault: Fault };

/** The rows that share a partition key: what can be changed in one transaction. */
export interface Partition {
  readonly key: string;
  read(rowKey: string): Promise<Result<Row | undefined, Fault>>;
  /** The rows with `from <= rowKey < to` in the order of their keys; the first `limit` of them where given. */
  list(range: { from: string; to: string; limit?: number }): Promise<Result<readonly Row[], Fault>>;
  /** One entity group transaction, at most 100 operations on as many rows; gives the ETags by index, '' for a delete. */
  commit(changes: readonly Change[]): Promise<Result<readonly string[], CommitFailure>>;
}

export type OpenPartition = (key: string) => Partition;
