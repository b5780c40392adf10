import { createLockOut, type LockOut } from './lock-out.ts';
import { createSlidingWindow, type SlidingWindow } from './sliding-window.ts';

/** What the service remembers of one mailbox. */
export interface MailboxUsage {
  /** Messages between DATA and its reply just now. */
  submissions: number;
  arrivals: SlidingWindow;
  recipients: SlidingWindow;
  lockOut: LockOut;
  /** Submissions that met the mailbox while it was being moved. */
  metMoving: number;
}

/** What the service remembers of each mailbox. It outlives a restart when it is handed to the next start. */
export type Usage = (mailbox: string) => MailboxUsage;

export function createUsage(): Usage {
  const byMailbox = new Map<string, MailboxUsage>();
  return (mailbox) => {
    const key = mailbox.toLowerCase();
    const known = byMailbox.get(key);
    if (known) return known;
    const usage: MailboxUsage = {
      submissions: 0,
      arrivals: createSlidingWindow(),
      recipients: createSlidingWindow(),
      lockOut: createLockOut(),
      metMoving: 0,
    };
    byMailbox.set(key, usage);
    return usage;
  };
}
