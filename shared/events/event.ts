import type * as z from 'zod/mini';
import {
  mailAttempt,
  mailBuried,
  mailNotRung,
  mailOrphaned,
  mailPutBack,
  mailRepeat,
  mailTakenIn,
  poisonSettled,
} from './mail.ts';
import { mailRoom } from './room.ts';
import { settingsInvalid } from './settings.ts';
import { tracesFailed } from './traces.ts';
import { resultsFailed, sweepFailed, sweepRan, sweepRang, upkeepFailed, upkeepRemoved } from './upkeep.ts';
import { watchCertificate, watchChanged, watchFailed, watchRan } from './watch.ts';

/** Everything that the app logs. Only types of it are deployed: nothing is parsed there. */
export const events = [
  mailTakenIn,
  mailAttempt,
  mailRepeat,
  mailBuried,
  mailPutBack,
  mailNotRung,
  mailRoom,
  mailOrphaned,
  poisonSettled,
  sweepRan,
  sweepRang,
  sweepFailed,
  upkeepRemoved,
  upkeepFailed,
  resultsFailed,
  settingsInvalid,
  tracesFailed,
  watchRan,
  watchChanged,
  watchCertificate,
  watchFailed,
] as const;

/** One line of the log. */
export type Event = z.infer<(typeof events)[number]>;

/** An event by its name. */
export type EventOf<Name extends Event['event']> = Extract<Event, { event: Name }>;

/** Takes what is logged; the doors make a line of it. */
export type Log = (event: Event) => void;
