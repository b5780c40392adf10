import type { HourCounts } from '../../administration/counts.ts';
import { hourOf } from '../../mailbox/mailbox-state.ts';

/** What became of messages within an hour. */
export interface HourEntry {
  /** When it began, in ISO 8601. */
  hour: string;
  accepted: number;
  buried: number;
  uncertain: number;
}

const HOUR_MS = 3_600_000;
const HOURS = 24;

/** From the beginning of the first of 24 hours to the end of the running one, which is the last. */
export const dayUntil = (now: number): [from: number, to: number] => [
  now - (HOURS - 1) * HOUR_MS,
  now + HOUR_MS,
];

/** The 24 hours up to the running one, those in which nothing happened too. */
export function hourEntries(counted: readonly HourCounts[], now: number): readonly HourEntry[] {
  const [from] = dayUntil(now);
  return Array.from({ length: HOURS }, (_, index) => {
    const hour = hourOf(from + index * HOUR_MS);
    const {
      accepted = 0,
      buried = 0,
      uncertain = 0,
    } = counted.find((one) => one.hour === hour)?.counts ?? {};
    return { hour: `${hour}:00:00.000Z`, accepted, buried, uncertain };
  });
}

/** The days of several mailboxes as one. */
export const addUp = (days: readonly (readonly HourEntry[])[], now: number): readonly HourEntry[] =>
  hourEntries([], now).map(({ hour }, index) => {
    const sum = (name: 'accepted' | 'buried' | 'uncertain') =>
      days.reduce((total, day) => total + (day[index]?.[name] ?? 0), 0);
    return { hour, accepted: sum('accepted'), buried: sum('buried'), uncertain: sum('uncertain') };
  });
