import type { Partition } from '../azure/partition.ts';
import type { Fault } from '../failures/fault.ts';
import { ok, type Result } from '../failures/result.ts';
import {
  allPlaces,
  finishedOf,
  MAILBOX_ROW,
  type MessageState,
  readFinished,
  readPlace,
} from '../mailbox/keys.ts';
import { stateFromValues } from '../mailbox/mailbox-state.ts';

/** A message as the index knows it. */
export interface Listed {
  id: string;
  state: MessageState;
  /** When it ended, or when it is due while it waits; in milliseconds since 1970. */
  at?: number;
}

/**
 * The messages of a mailbox in one state, at most `limit`: of a final one the newest first, of the waiting ones those
 * that go first. One request for up to 1,000.
 */
export async function listMessages(
  partition: Partition,
  state: MessageState,
  limit: number,
): Promise<Result<readonly Listed[], Fault>> {
  if (state === 'sending') return listUnderWay(partition, limit);
  const isWaiting = state === 'waiting';
  const rows = await partition.list({ ...(isWaiting ? allPlaces : finishedOf(state)), limit });
  if (!rows.ok) return rows;
  return ok(
    rows.value.map(({ rowKey }) => {
      if (!isWaiting) return { state, ...readFinished(rowKey) };
      const { id, due } = readPlace(rowKey);
      return { id, state, at: due };
    }),
  );
}

async function listUnderWay(partition: Partition, limit: number): Promise<Result<readonly Listed[], Fault>> {
  const row = await partition.read(MAILBOX_ROW);
  if (!row.ok) return row;
  const ids = row.value ? stateFromValues(row.value.values).inFlight : [];
  return ok(ids.slice(0, limit).map((id) => ({ id, state: 'sending' })));
}
