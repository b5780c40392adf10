import type { Partition, Values } from '../azure/partition.ts';
import type { Fault } from '../failures/fault.ts';
import { ok, type Result } from '../failures/result.ts';
import { beginOfAge } from '../mail/decide.ts';
import { NEVER, senderHold } from './holds.ts';
import { allPlaces, type Priority, placesOf, readPlace } from './keys.ts';
import type { MailboxState } from './mailbox-state.ts';
import type { MessageRecord } from './message-record.ts';

/** A message's place in the room. */
export interface Place {
  rowKey: string;
  id: string;
  priority: Priority;
  due: number;
  from?: string;
}

/** What a place's row holds beside its key, which says only when the next try is. */
export const placeValues = (record: MessageRecord): Values => ({
  since: beginOfAge(record),
  ...(record.from !== undefined && { from: record.from }),
});

/** What waits in the room, in the order in which it goes. */
export interface Room {
  /** Due, and not held for its sender. */
  ready: readonly Place[];
  /** When the first of the others may go, in milliseconds since 1970; infinity where there is none. */
  next: number;
}

const PAGE = 1_000;

/**
 * Looks into the room. A page of high places that is full hides the normal ones, and places of held senders may fill
 * pages: then it looks further.
 */
export async function readRoom(
  partition: Partition,
  state: MailboxState,
  now: number,
): Promise<Result<Room, Fault>> {
  const ready: Record<Priority, Place[]> = { high: [], normal: [] };
  let next = Number.POSITIVE_INFINITY;
  let range: { from: string; to: string } = allPlaces;
  for (;;) {
    const page = await partition.list({ ...range, limit: PAGE });
    if (!page.ok) return page;
    for (const { rowKey, values } of page.value) {
      const from = values.from === undefined ? undefined : String(values.from);
      const place = { rowKey, ...readPlace(rowKey), ...(from !== undefined && { from }) };
      const at = Math.max(place.due, senderHold(state, from)?.probeAt ?? 0);
      if (at <= now) ready[place.priority].push(place);
      else if (at < NEVER) next = Math.min(next, at);
    }
    const last = page.value.at(-1);
    if (page.value.length < PAGE || !last) break;
    const after = `${last.rowKey}!`;
    const { priority, due } = readPlace(last.rowKey);
    // Later places of this priority are not due either, or there is enough to do.
    const isEnough = due > now || ready[priority].length > 0;
    if (isEnough && priority === 'normal') break;
    range = isEnough ? placesOf('normal') : { from: after, to: allPlaces.to };
  }
  const probing = new Set<string>();
  const high = oneProbePerSender(state, ready.high, probing);
  return ok({ ready: inTurns(high, oneProbePerSender(state, ready.normal, probing)), next });
}

/** Of a held sender whose probe is due, the first message alone; `probing` are the senders that have theirs. */
function oneProbePerSender(state: MailboxState, places: readonly Place[], probing: Set<string>): Place[] {
  return places.filter(({ from }) => {
    if (from === undefined || !senderHold(state, from)) return true;
    const isFirst = !probing.has(from.toLowerCase());
    probing.add(from.toLowerCase());
    return isFirst;
  });
}

/** High and normal in turn, so that high ones take at most half of the pace while both wait. */
function inTurns(high: readonly Place[], normal: readonly Place[]): Place[] {
  const together = Math.min(high.length, normal.length);
  const pairs = high.slice(0, together).flatMap((place, index) => [place, normal[index] as Place]);
  return [...pairs, ...high.slice(together), ...normal.slice(together)];
}
