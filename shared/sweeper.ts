import { tellRooms } from './administration/tell-rooms.ts';
import { createUpkeep, type Kept } from './administration/upkeep.ts';
import type { OpenPartition } from './azure/partition.ts';
import type { Event, Log } from './events/event.ts';
import { UNADDRESSED } from './intake/unsendable.ts';
import type { Keeper } from './keeper.ts';
import { mailboxKey } from './mail/mailbox-key.ts';
import type { Stores } from './mail/stored.ts';
import type { RoomParts } from './mailbox/parts.ts';
import { sweep } from './mailbox/sweep.ts';

interface SweeperParts {
  rooms: RoomParts;
  open: OpenPartition;
  content: Stores['content'];
  addresses: readonly string[];
  keepMs: number;
  results: Keeper['results'];
}

/**
 * What is done every few minutes, whether mail comes or not: rings for rooms that were forgotten, how each mailbox stands,
 * the upkeep, results that nobody told. What storage does not answer is logged, and looked at the next time.
 */
export function createSweeper({ rooms, open, content, addresses, keepMs, results }: SweeperParts) {
  const others = [UNADDRESSED];
  const upkeep = createUpkeep({ open, content, addresses, others, keepMs, now: rooms.now });

  return async (log: Log): Promise<void> => {
    const swept = await sweep(rooms, open, addresses);
    const rung = swept.done.filter(({ needsTurn }) => needsTurn);
    if (rung.length > 0) log({ event: 'sweep.rang', mailboxes: rung.map(({ partition }) => partition.key) });
    const unanswered = [...swept.unanswered, ...(await tellRooms(rooms, swept.done, log))];
    const [first] = unanswered;
    if (first) {
      const mailboxes = unanswered.map(({ key }) => key);
      log({ event: 'sweep.failed', mailboxes, code: first.fault.code });
    }
    const cleaned = await upkeep();
    if (!cleaned.ok) log({ event: 'upkeep.failed', code: cleaned.error.code });
    else for (const event of cleaned.value ? eventsOf(cleaned.value) : []) log(event);
    const told = await results?.tellForgotten([...addresses.map(mailboxKey), ...others]);
    if (told && !told.ok) log({ event: 'results.failed', code: told.error.code });
    // Last: what throws before it has not run.
    log({ event: 'sweep.ran', mailboxes: swept.done.length });
  };
}

/** What the log says of an upkeep; nothing where there was nothing to do. */
function eventsOf({ removed, blobs, orphans }: Kept): readonly Event[] {
  return [
    ...(removed > 0 ? [{ event: 'upkeep.removed' as const, messages: removed }] : []),
    ...(blobs > 0 ? [{ event: 'upkeep.removed' as const, blobs }] : []),
    ...orphans.map(({ key, count, isMore }) => ({
      event: 'mail.orphaned' as const,
      mailbox: key,
      waiting: count,
      ...(isMore && { more: true }),
    })),
  ];
}
