import * as z from 'zod/mini';
import { count, event, flag, mailbox, text, time, word } from './fields.ts';

const ratio = (description: string) => z.number().check(z.gte(0), z.meta({ description }));

/** How a mailbox stands. */
export const mailRoom = event(
  'mail.room',
  'every five minutes for each mailbox of which there is something to tell: something waits, is held, was sent or buried within a day, or is uncertain',
  {
    mailbox: mailbox('the mailbox'),
    waiting: count('how many messages wait, whatever for'),
    more: z.optional(flag('at least so many wait, and others may have waited for longer')),
    oldestSeconds: z.optional(
      count(
        'how long the oldest has waited, from when it came, was to be sent (`sendAt`) or was sent again by hand, however often it was tried; absent where none is to be sent yet',
      ),
    ),
    held: z.optional(word(['app', 'mailbox', 'sender'], 'the scope of the widest hold')),
    heldSince: z.optional(time('since when')),
    failure: z.optional(text('why: an id in docs/errors.md, or `by-hand` where a person paused it')),
    heldSenders: z.optional(count('how many senders are held, where neither app nor mailbox is')),
    accepted: count('messages accepted within the last 24 hours, by whole hours'),
    buried: count('messages buried within the last 24 hours, by whole hours'),
    uncertain: count('uncertain messages that wait for a decision now, however old; 1,000 stands for more'),
    quota: z.optional(
      ratio(
        'recipients of the last 24 hours as a part of the daily limit: 0.8 is 80 %; absent with `MAIL_PACE=off`',
      ),
    ),
    pace: z.optional(count('messages permitted a minute now; absent with `MAIL_PACE=off`')),
  },
);
