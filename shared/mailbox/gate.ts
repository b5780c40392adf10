import { NEVER } from './holds.ts';
import type { Hold, MailboxState } from './mailbox-state.ts';
import { connectionsNow, nextSlot, type PaceLimits } from './pace.ts';

/** What a mailbox may do now. */
export interface Gate {
  /** When the next message may go, in milliseconds since 1970: now, later, or infinity while a person paused it. */
  at: number;
  /** How many may be under way together: 1 while a probe looks whether a hold is mended. */
  connections: number;
}

/** Holds, a server that is away, and the pace, together. `appHold` is the one that all mailboxes share. */
export function gate(state: MailboxState, limits: PaceLimits, appHold: Hold | undefined, now: number): Gate {
  const holds = [appHold?.probeAt, state.hold?.probeAt, state.pause?.until].filter((at) => at !== undefined);
  const at = Math.max(nextSlot(state, limits, now), ...holds);
  return {
    at: at >= NEVER ? Number.POSITIVE_INFINITY : at,
    connections: holds.length > 0 ? 1 : connectionsNow(state, limits, now),
  };
}
