import { listHolds } from '../../administration/list-holds.ts';
import type { Fault } from '../../failures/fault.ts';
import { ok, type Result } from '../../failures/result.ts';
import { UNADDRESSED } from '../../intake/unsendable.ts';
import { mailboxKey } from '../../mail/mailbox-key.ts';
import { cursorText, parseCursor } from '../cursor.ts';
import type { HoldEntry, MailboxEntry } from '../holds-view.ts';
import { holdsView } from '../holds-view.ts';
import { listPage } from '../list-page.ts';
import type { DoorParts } from '../parts.ts';
import { countEnded, countMailbox, type MailboxCounts } from './count-mailbox.ts';
import { type EndedEntry, endedEntry } from './ended-entry.ts';
import { addUp, type HourEntry } from './last-day.ts';
import { type LookedUp, lookUp } from './look-up.ts';
import { ownHold } from './own-words.ts';

/** How everything stands: for whoever may see our own addresses; no recipient's, no subject and no content. */
export interface Overview {
  version: 1;
  /** ISO 8601, as every time. */
  at: string;
  /** The hold that all mailboxes share. */
  app?: HoldEntry;
  mailboxes: readonly (MailboxEntry & MailboxCounts)[];
  /** Messages that nobody but their producers can mend: they name no mailbox of the settings. */
  unaddressed: { buried: number; isMore?: true };
  /** What became of messages in the last 24 hours, of all mailboxes, by whole hours; the last one is running. */
  lastDay: readonly HourEntry[];
  /** What somebody has to decide about: uncertain ones, then buried ones, the newest first; fifty at most. */
  ended: readonly EndedEntry[];
  /** Leads to those behind them. */
  next?: string;
  /** The message that was asked for. */
  lookedUp?: LookedUp;
}

/** What the overview reads with. */
export type OverviewParts = Pick<
  DoorParts,
  'open' | 'addresses' | 'mailboxes' | 'known' | 'limits' | 'now' | 'ring' | 'newId'
>;

/**
 * Reads how everything stands now: ten requests a mailbox, and one for each message that it names. `after` is the
 * `next` of a former one; `id` is an id or a handle of a message to look up.
 */
export async function readOverview(
  parts: OverviewParts,
  { id, after }: { id?: string | undefined; after?: string | undefined },
): Promise<Result<Overview, Fault>> {
  const { open, addresses, known, now } = parts;
  const at = now();
  const query = {
    states: ['uncertain', 'buried'] as const,
    keys: [...addresses.map(mailboxKey), UNADDRESSED],
    after: after === undefined ? undefined : parseCursor(after),
  };
  const [listed, counted, unaddressed, ended, lookedUp] = await Promise.all([
    listHolds(parts),
    Promise.all(addresses.map((address) => countMailbox(open, address, at))),
    countEnded(open(UNADDRESSED), 'buried'),
    listPage(open, query),
    id === undefined ? ok(undefined) : lookUp(parts, id),
  ]);
  if (!listed.ok) return listed;
  if (!unaddressed.ok) return unaddressed;
  if (!ended.ok) return ended;
  if (!lookedUp.ok) return lookedUp;
  const view = holdsView(listed.value, known);
  const mailboxes: (MailboxEntry & MailboxCounts)[] = [];
  const days: (readonly HourEntry[])[] = [];
  for (const [index, one] of counted.entries()) {
    if (!one.ok) return one;
    const { lastDay, ...counts } = one.value;
    const entry = view.mailboxes[index];
    const lastAccepted = listed.value.mailboxes[index]?.lastAccepted;
    if (!entry) continue;
    days.push(lastDay);
    mailboxes.push({
      ...entry,
      holds: entry.holds.map((hold) => ownHold(parts, hold)),
      held: view.app ? entry.waiting : heldOf(entry),
      ...counts,
      ...(lastAccepted !== undefined && { lastAccepted: new Date(lastAccepted).toISOString() }),
    });
  }
  const { messages, next } = ended.value;
  return ok({
    version: 1,
    at: new Date(at).toISOString(),
    ...(view.app && { app: ownHold(parts, view.app) }),
    mailboxes,
    unaddressed: { buried: unaddressed.value.count, ...(unaddressed.value.isMore && { isMore: true }) },
    lastDay: addUp(days, at),
    ended: messages.map((message) => endedEntry(parts, message)),
    ...(next && { next: cursorText(next) }),
    ...(lookedUp.value && { lookedUp: lookedUp.value }),
  });
}

/** How many messages of a mailbox its own holds keep from going. */
function heldOf({ waiting, holds }: MailboxEntry): number {
  if (holds.some(({ scope }) => scope === 'mailbox')) return waiting;
  return holds.reduce((sum, hold) => sum + hold.waiting, 0);
}
