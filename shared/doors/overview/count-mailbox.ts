import { countsByHour } from '../../administration/counts.ts';
import { listMessages } from '../../administration/list-messages.ts';
import { readFirstTakenIn } from '../../administration/read-room.ts';
import type { OpenPartition, Partition } from '../../azure/partition.ts';
import type { Fault } from '../../failures/fault.ts';
import { ok, type Result } from '../../failures/result.ts';
import { mailboxKey } from '../../mail/mailbox-key.ts';
import type { MessageState } from '../../mailbox/keys.ts';
import { dayUntil, type HourEntry, hourEntries } from './last-day.ts';

/** Counts of one mailbox, beside those of its room. */
export interface MailboxCounts {
  /** When the message that goes first was taken in; absent where none waits. */
  oldest?: string;
  /** Messages that a hold keeps from going. */
  held: number;
  /** Messages within the last 24 hours, by whole hours. */
  accepted: number;
  lastAccepted?: string;
  buried: number;
  uncertain: number;
  /** There are more buried or uncertain ones than were counted. */
  isMoreEnded?: true;
}

/** One page: more are not counted. */
const MOST_COUNTED = 1_000;

/** Counts what the holds' view does not know, from four requests; `now` in milliseconds since 1970. */
export async function countMailbox(
  open: OpenPartition,
  address: string,
  now: number,
): Promise<Result<Omit<MailboxCounts, 'held' | 'lastAccepted'> & { lastDay: readonly HourEntry[] }, Fault>> {
  const partition = open(mailboxKey(address));
  const [hours, first, buried, uncertain] = await Promise.all([
    countsByHour(partition, ...dayUntil(now)),
    readFirstTakenIn(partition),
    countEnded(partition, 'buried'),
    countEnded(partition, 'uncertain'),
  ]);
  if (!hours.ok) return hours;
  if (!first.ok) return first;
  if (!buried.ok) return buried;
  if (!uncertain.ok) return uncertain;
  const lastDay = hourEntries(hours.value, now);
  return ok({
    ...(first.value !== undefined && { oldest: new Date(first.value).toISOString() }),
    accepted: lastDay.reduce((sum, { accepted }) => sum + accepted, 0),
    buried: buried.value.count,
    uncertain: uncertain.value.count,
    ...((buried.value.isMore || uncertain.value.isMore) && { isMoreEnded: true }),
    lastDay,
  });
}

/** How many messages of a partition ended so. */
export async function countEnded(
  partition: Partition,
  state: MessageState,
): Promise<Result<{ count: number; isMore: boolean }, Fault>> {
  const listed = await listMessages(partition, state, MOST_COUNTED);
  if (!listed.ok) return listed;
  const count = listed.value.length;
  return ok({ count, isMore: count === MOST_COUNTED });
}
