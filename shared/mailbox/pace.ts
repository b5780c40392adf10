import { hourOf, type Learnt, type MailboxState } from './mailbox-state.ts';

/** How fast a server may be asked to take mail for one mailbox. */
export interface PaceLimits {
  /** Messages within any window. */
  messages: number;
  /**
   * The limit's own minute and a margin for clocks, in milliseconds. From the answer to one message to the beginning of
   * another: whenever in between the server counts them, and however long the way to it is, the minute is kept.
   */
  windowMs: number;
  connections: number;
  /** Within any 24 hours. */
  recipientsPerDay: number;
}

/**
 * Exchange Online takes 30 messages a minute, 3 connections and 10,000 recipients a day for one mailbox
 * (learn.microsoft.com, "Exchange Online limits" and "How to set up a multifunction device"). `off` is for servers
 * without limits; 3 connections carry more there than Azure Table Storage can account for.
 */
export const pacePresets = {
  'exchange-online': { messages: 30, windowMs: 60_500, connections: 3, recipientsPerDay: 10_000 },
  off: {
    messages: Number.POSITIVE_INFINITY,
    windowMs: 0,
    connections: 3,
    recipientsPerDay: Number.POSITIVE_INFINITY,
  },
} as const satisfies Record<string, PaceLimits>;

export type PacePreset = keyof typeof pacePresets;

const MINUTE_MS = 60_000;
const DAY_HOURS = 24;
const HOUR_MS = 3_600_000;
const BURST_MS = 5_000;
/** A limit of connections that the server lowered is tried again after so long. */
const FEWER_CONNECTIONS_MS = 10 * MINUTE_MS;

/** Messages within a window as things are: half after a refusal, one more with each minute since. */
export function messagesNow({ learntPace }: MailboxState, limits: PaceLimits, now: number): number {
  if (!learntPace) return limits.messages;
  // Never less than nothing: another process's clock may be ahead of this one's.
  const regained = Math.max(0, Math.floor((now - learntPace.at) / MINUTE_MS));
  return Math.min(limits.messages, learntPace.limit + regained);
}

/** Connections as things are: one less after a refusal, for ten minutes. */
export function connectionsNow({ learntConnections }: MailboxState, limits: PaceLimits, now: number): number {
  return learntConnections && now - learntConnections.at < FEWER_CONNECTIONS_MS
    ? Math.min(limits.connections, learntConnections.limit)
    : limits.connections;
}

/** When the next message may begin to be sent, in milliseconds since 1970; `now` where it may at once. */
export function nextSlot(state: MailboxState, limits: PaceLimits, now: number): number {
  return Math.max(now, slotByMinute(state, limits, now), slotByDay(state, limits, now));
}

/** How many messages may begin now. */
export function freeSlots(state: MailboxState, limits: PaceLimits, now: number): number {
  if (nextSlot(state, limits, now) > now) return 0;
  const inWindow = state.admissions.filter((at) => at + limits.windowMs > now).length;
  return messagesNow(state, limits, now) - inWindow;
}

function slotByMinute(state: MailboxState, limits: PaceLimits, now: number): number {
  const allowed = messagesNow(state, limits, now);
  // Sorted, since owners with clocks apart write one behind the other.
  const nthLast = state.admissions.toSorted((a, b) => a - b).at(-allowed);
  return nthLast === undefined ? 0 : nthLast + limits.windowMs;
}

function slotByDay({ recipients }: MailboxState, { recipientsPerDay }: PaceLimits, now: number): number {
  const hours = hoursOfADay(recipients, now);
  if (sumOf(hours) < recipientsPerDay) return 0;
  // An hour counts until its last minute is a day ago.
  return endOf(Object.keys(hours).sort()[0] as string) + DAY_HOURS * HOUR_MS;
}

/** Recipients of the last 24 hours, counted by whole hours. */
export const recipientsOfADay = ({ recipients }: MailboxState, now: number): number =>
  sumOf(hoursOfADay(recipients, now));

const hoursOfADay = (recipients: MailboxState['recipients'], now: number): MailboxState['recipients'] =>
  Object.fromEntries(Object.entries(recipients).filter(([hour]) => isWithinDay(hour, now)));

const sumOf = (hours: MailboxState['recipients']): number =>
  Object.values(hours).reduce((sum, count) => sum + count, 0);

const endOf = (hour: string): number => Date.parse(`${hour}:00:00Z`) + HOUR_MS;
const isWithinDay = (hour: string, now: number): boolean => endOf(hour) + DAY_HOURS * HOUR_MS > now;

/** What the mailbox's row keeps once a message for so many recipients began to be sent. */
export function admit(
  state: MailboxState,
  limits: PaceLimits,
  recipients: number,
  now: number,
): Pick<MailboxState, 'admissions' | 'recipients'> {
  const hour = hourOf(now);
  return {
    admissions: Number.isFinite(limits.messages) ? [...state.admissions, now].slice(-limits.messages) : [],
    recipients: Number.isFinite(limits.recipientsPerDay)
      ? {
          ...hoursOfADay(state.recipients, now),
          [hour]: (state.recipients[hour] ?? 0) + recipients,
        }
      : {},
  };
}

/** What was under way together was refused for one reason: that is learnt once. */
function isOfTheSameBurst(learnt: Learnt | undefined, now: number): learnt is Learnt {
  return learnt !== undefined && now - learnt.at < BURST_MS;
}

/** Learns from a reply that we were too fast: half of what was tried. */
export function slower(state: MailboxState, limits: PaceLimits, now: number): Learnt {
  if (isOfTheSameBurst(state.learntPace, now)) return state.learntPace;
  const tried = Math.min(messagesNow(state, limits, now), pacePresets['exchange-online'].messages);
  return { limit: Math.max(1, Math.floor(tried / 2)), at: now };
}

/** Learns from a reply that there were too many connections at once. */
export function fewerConnections(state: MailboxState, limits: PaceLimits, now: number): Learnt {
  if (isOfTheSameBurst(state.learntConnections, now)) return state.learntConnections;
  return { limit: Math.max(1, connectionsNow(state, limits, now) - 1), at: now };
}
