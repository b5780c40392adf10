import type { Partition } from '../azure/partition.ts';
import type { Fault } from '../failures/fault.ts';
import { ok, type Result } from '../failures/result.ts';
import { hourKey, MAILBOX_ROW } from '../mailbox/keys.ts';
import { type Counts, hourOf, type MailboxState, stateFromValues } from '../mailbox/mailbox-state.ts';

/** What was counted within an hour, such as `2026-11-25T14` (UTC). */
export interface HourCounts {
  hour: string;
  counts: Counts;
}

/**
 * The counters of a mailbox by hour, oldest first, from the hour of `from` up to that of `to`, which is left out; both
 * in milliseconds since 1970. Hours in which nothing happened are absent. Two requests for a day.
 */
export async function countsByHour(
  partition: Partition,
  from: number,
  to: number,
): Promise<Result<readonly HourCounts[], Fault>> {
  // The running hour before the past ones: if it ends in between, it is among those too, and complete.
  const row = await partition.read(MAILBOX_ROW);
  if (!row.ok) return row;
  return countsBeside(partition, row.value && stateFromValues(row.value.values), from, to);
}

/** The same, with a mailbox's row that was read before. One request for a day. */
export async function countsBeside(
  partition: Partition,
  state: MailboxState | undefined,
  from: number,
  to: number,
): Promise<Result<readonly HourCounts[], Fault>> {
  const [first, end] = [hourOf(from), hourOf(to)];
  const past = await partition.list({ from: hourKey(first), to: hourKey(end) });
  if (!past.ok) return past;
  const hours = new Map<string, Counts>();
  if (state) {
    const { hour, counts } = state;
    if (first <= hour && hour < end && Object.keys(counts).length > 0) hours.set(hour, counts);
  }
  for (const { rowKey, values } of past.value) {
    hours.set(rowKey.slice(hourKey('').length), JSON.parse(String(values.counts)) as Counts);
  }
  return ok(
    [...hours].map(([hour, counts]) => ({ hour, counts })).sort((a, b) => (a.hour < b.hour ? -1 : 1)),
  );
}
