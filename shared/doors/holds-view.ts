import type { HoldsView, HoldView, MailboxView } from '../administration/list-holds.ts';
import type { PlaceholderValues } from '../failures/placeholders.ts';
import { PAUSED } from '../mailbox/holds.ts';
import type { Waiting } from '../mailbox/waiting.ts';
import { explainKept } from './explain-record.ts';

/** A mailbox, and what keeps its mail from going. */
export type MailboxEntry = ReturnType<typeof mailboxEntry>;
export type HoldEntry = ReturnType<typeof holdEntry>;

/** Everything that is held, with its explanation; times in ISO 8601. */
export const holdsView = ({ app, mailboxes }: HoldsView, known: PlaceholderValues) => ({
  version: 1,
  ...(app && { app: holdEntry(app, known) }),
  mailboxes: mailboxes.map((mailbox) => mailboxEntry(mailbox, known)),
});

function mailboxEntry(view: MailboxView, known: PlaceholderValues) {
  const { key, address, waiting, underWay, holds, pause, pace, connections } = view;
  const values = { ...known, mailbox: address, sender: address };
  return {
    key,
    address,
    ...counted(waiting),
    underWay,
    holds: holds.map((hold) => holdEntry(hold, { ...values, ...(hold.sender && { sender: hold.sender }) })),
    ...(pause && { serverAway: { since: iso(pause.since), nextTry: iso(pause.until) } }),
    ...(pace !== undefined && { messagesAMinute: pace }),
    ...(connections !== undefined && { connections }),
  };
}

function holdEntry({ waiting, probeAt, ...hold }: HoldView, values: PlaceholderValues) {
  return {
    ...hold,
    since: iso(hold.since),
    ...(probeAt !== undefined && { nextProbe: iso(probeAt) }),
    ...counted(waiting),
    ...(hold.failure !== PAUSED && { explanation: explainKept(hold, values) }),
  };
}

/** `isMore`: at least so many wait. */
const counted = ({ count, isMore }: Waiting) => ({ waiting: count, ...(isMore && { isMore }) });

const iso = (time: number): string => new Date(time).toISOString();
