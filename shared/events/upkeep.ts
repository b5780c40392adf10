import * as z from 'zod/mini';
import { code, count, event, list, mailbox } from './fields.ts';

/** Forgotten mail. */
export const sweepRang = event('sweep.rang', 'when messages waited although nobody was rung for them', {
  mailboxes: list(mailbox('a mailbox'), 'the mailboxes that were rung for'),
});

/** The app runs. */
export const sweepRan = event(
  'sweep.ran',
  'at the end of every sweep, whatever it found: every five minutes, and at each start of the app',
  {
    mailboxes: count('how many mailboxes it looked into; 0 while settings are broken (`settings.invalid`)'),
  },
);

/** The sweep did not get through. */
export const sweepFailed = event('sweep.failed', 'when storage does not answer the sweep; it comes again', {
  mailboxes: list(
    mailbox('a mailbox'),
    'the mailboxes for which it did not; after the third the others are not looked at',
  ),
  code,
});

/** Old things were removed. */
export const upkeepRemoved = event(
  'upkeep.removed',
  'when something was removed whose time was over: a line for messages, one for blobs',
  {
    messages: z.optional(count('messages that ended more than `MAIL_KEEP_DAYS` ago')),
    blobs: z.optional(count('blobs that no message names')),
  },
);

/** Nothing was removed. */
export const upkeepFailed = event(
  'upkeep.failed',
  'when storage does not answer the upkeep; it comes again',
  {
    code,
  },
);

/** Somebody waits for a result. */
export const resultsFailed = event(
  'results.failed',
  'when results that a process left behind could not be told; it is tried again',
  { code },
);
