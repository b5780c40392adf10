import type { Partition } from '../azure/partition.ts';
import type { Fault } from '../failures/fault.ts';
import { ok, type Result } from '../failures/result.ts';
import {
  allPlaces,
  finishedOf,
  finishedSince,
  MAILBOX_ROW,
  type MessageState,
  readFinished,
  readPlace,
} from '../mailbox/keys.ts';
import { stateFromValues } from '../mailbox/mailbox-state.ts';

/** A message as the index knows it. */
export interface Listed {
  /** Its place in the index: rows of one state are listed in this order. */
  rowKey: string;
  id: string;
  state: MessageState;
  /** When it ended, or when it is due while it waits; in milliseconds since 1970. */
  at?: number;
}

/** Where a list begins: at this place of the index; of those that ended, with those that did so at `since` or later. */
interface Stretch {
  from?: string | undefined;
  /** In milliseconds since 1970. */
  since?: number | undefined;
}

/**
 * The messages of a mailbox in one state, at most `limit`: of a final one the newest first, of the waiting ones those
 * that go first. One request for up to 1,000.
 */
export async function listMessages(
  partition: Partition,
  state: MessageState,
  limit: number,
  { from = '', since }: Stretch = {},
): Promise<Result<readonly Listed[], Fault>> {
  if (state === 'sending') return listUnderWay(partition, limit, from);
  const isWaiting = state === 'waiting';
  const range = isWaiting ? allPlaces : since === undefined ? finishedOf(state) : finishedSince(state, since);
  const rows = await partition.list({ ...range, ...(from > range.from && { from }), limit });
  if (!rows.ok) return rows;
  return ok(
    rows.value.map(({ rowKey }) => {
      if (!isWaiting) return { rowKey, state, ...readFinished(rowKey) };
      const { id, due } = readPlace(rowKey);
      return { rowKey, id, state, at: due };
    }),
  );
}

/** At most a few: they have no rows but their own, by whose ids they are listed. */
async function listUnderWay(
  partition: Partition,
  limit: number,
  from: string,
): Promise<Result<readonly Listed[], Fault>> {
  const row = await partition.read(MAILBOX_ROW);
  if (!row.ok) return row;
  const ids = row.value ? stateFromValues(row.value.values).inFlight : [];
  return ok(
    ids
      .filter((id) => id >= from)
      .slice(0, limit)
      .map((id) => ({ rowKey: id, id, state: 'sending' })),
  );
}
