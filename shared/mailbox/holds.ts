import type { EndpointPause, Hold, MailboxState } from './mailbox-state.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** While a probe is under way, no other one begins. */
export const PROBE_MS = 5 * MINUTE_MS;

/** By hand: nothing probes, only a person lifts it. */
export const PAUSED = 'paused';
/** A time that does not come; JSON has no infinity. */
export const NEVER = Number.MAX_SAFE_INTEGER;

/** What a message met. */
export interface Refusal {
  /** The message's id. */
  id: string;
  failure: string;
  said: string;
  /** The row of the catalogue asks for so much time until the next probe. */
  waitMs: number;
}

/**
 * A hold after a refusal, or after a probe that was refused again: 5 minutes to the next probe, doubled each time up
 * to an hour, never sooner than the row of the catalogue asks for.
 */
export function holdAfter(before: Hold | undefined, refusal: Refusal, now: number): Hold {
  if (before && (before.failure === PAUSED || before.probe !== refusal.id)) return before;
  const probes = before ? before.probes + 1 : 0;
  const intervalMs = Math.min(HOUR_MS, 5 * MINUTE_MS * 2 ** Math.min(probes, 4));
  return {
    failure: refusal.failure,
    said: refusal.said,
    since: before?.since ?? now,
    probeAt: now + Math.max(intervalMs, refusal.waitMs),
    probes,
  };
}

/** A hold that a person set. */
export const pausedByHand = (said: string, now: number): Hold => ({
  failure: PAUSED,
  said,
  since: now,
  probeAt: NEVER,
  probes: 0,
});

/**
 * 30 seconds to the next try, doubled each time up to 5 minutes, or the server's Retry-After where that is longer; only
 * the message that probes makes it longer.
 */
export function pauseAfter(
  before: EndpointPause | undefined,
  { id, waitMs }: Pick<Refusal, 'id' | 'waitMs'>,
  now: number,
): EndpointPause {
  if (before && before.probe !== id) return before;
  const probes = before ? before.probes + 1 : 0;
  const intervalMs = Math.min(5 * MINUTE_MS, 30_000 * 2 ** Math.min(probes, 4));
  return { since: before?.since ?? now, until: now + Math.max(intervalMs, waitMs), probes };
}

/** Whether a sender of the mailbox waits, and until when; undefined where it does not. */
export function senderHold({ senderHolds }: MailboxState, from: string | undefined): Hold | undefined {
  return from === undefined ? undefined : senderHolds?.[from.toLowerCase()];
}
