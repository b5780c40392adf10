import type { Hold, MailboxState } from '../mailbox/mailbox-state.ts';
import type { Waiting } from '../mailbox/waiting.ts';
import type { Held } from './held.ts';

/** What lies in a mailbox's room. Times in milliseconds since 1970. */
export interface RoomSeen {
  state: MailboxState;
  /** The hold that all mailboxes share. */
  app: Hold | undefined;
  waiting: Waiting;
  /** At most `MOST_BURIED` are counted. */
  buried: number;
  /** When the message that goes first was taken in. */
  firstTakenIn: number | undefined;
  /** The holds that this run has ended. */
  released: readonly Held[];
}

/** More are not counted. */
export const MOST_BURIED = 1_000;
