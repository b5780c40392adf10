import { type Held, holdsOn, releaseCommand } from '../administration/held.ts';
import type { RoomSeen } from '../administration/room-seen.ts';
import type { Scope } from '../failures/known-failure.ts';

/** What a report means for the mail of one mailbox. */
export interface MailMeaning {
  mailbox: string;
  waiting: number;
  /** At least so many wait. */
  isMore: boolean;
  buried: number;
  /** `release`: the command that ends it. */
  holds: readonly (NamedHold & { release: string })[];
  /** The holds that this run has ended: what they held goes now. */
  released: readonly NamedHold[];
}

interface NamedHold {
  /** What `npm run holds` calls it. */
  id: string;
  scope: Scope;
  sender?: string;
  /** An id of the catalogue, or `paused` where a person set it. */
  failure: string;
  /** ISO 8601. */
  since: string;
}

/** What it means for mail that a room is as it was seen. */
export function meaningForMail(mailbox: string, room: RoomSeen): MailMeaning {
  return {
    mailbox,
    waiting: room.waiting.count,
    isMore: room.waiting.isMore,
    buried: room.buried,
    holds: holdsOn(mailbox, room).map((hold) => ({ ...named(hold), release: releaseCommand(hold.id) })),
    released: room.released.map(named),
  };
}

const named = ({ id, scope, sender, failure, since }: Held): NamedHold => ({
  id,
  scope,
  ...(sender !== undefined && { sender }),
  failure,
  since: new Date(since).toISOString(),
});
