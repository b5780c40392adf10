import { waitForExchange } from '../failures/catalogue/fixes.ts';
import type { Judgement } from './check.ts';

const HOUR_MS = 3_600_000;

/** `14:05 UTC`. */
const clock = (at: number): string => `${new Date(at).toISOString().slice(11, 16)} UTC`;

/**
 * How long a change in Exchange Online takes, how well that is known, and from when it counts. Third parties report 30
 * to 60 minutes and answers that change to and fro, up to two hours; Microsoft names no time.
 */
export const sayPropagation = (now: number): string =>
  `A change in Exchange Online is reported (by third parties; Microsoft names no time) to take 30 to 60 minutes, up to two hours, counted from the change itself: one made after ${clock(now - 2 * HOUR_MS)} may still be on its way.`;

/** The same judgement, with how long a change takes where the failure may be one that is on its way. */
export const withPropagation = (judged: Judgement, now: number): Judgement =>
  judged.failure?.fix.some(({ does }) => does === waitForExchange.does)
    ? { ...judged, says: `${judged.says} ${sayPropagation(now)}` }
    : judged;
