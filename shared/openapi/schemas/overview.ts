import * as z from 'zod/mini';
import { messageStates } from '../../mailbox/keys.ts';
import { explanation } from './explanation.ts';
import { flag, number, text, time, version, word } from './fields.ts';
import { hold, mailboxFields } from './holds.ts';
import { names, story } from './message-status.ts';

const resend = text('possible; else why it cannot be sent again as it stands.', 'possible');

const whose = {
  mailbox: z.optional(text('Its mailbox.')),
  from: z.optional(text('The address that it is from.')),
  recipients: number('How many there are.'),
  resend,
  explanation: z.optional(explanation),
};

const mailbox = z
  .object({
    ...mailboxFields,
    oldest: z.optional(time('When the message that goes first was taken in.')),
    held: number('How many messages a hold keeps from going.'),
    accepted: number('How many were accepted within the last 24 hours.'),
    lastAccepted: z.optional(time('When one was accepted last.')),
    buried: number('How many were not sent.'),
    uncertain: number('How many were perhaps sent.'),
    isMoreEnded: z.optional(flag('There are more of those than were counted.')),
  })
  .check(z.meta({ id: 'MailboxOverview', title: 'Mailbox overview', description: 'How a mailbox stands.' }));

const ended = z
  .object({
    ...names,
    state: word(messageStates, 'What became of it.'),
    takenInAt: time('When it was taken in.'),
    finishedAt: z.optional(time('When it came to its end.')),
    attempts: number('How often it was tried.'),
    ...whose,
  })
  .check(z.meta({ id: 'EndedMessage', title: 'Ended message', description: 'A message to decide about.' }));

const told = z.object({
  at: time('When it happened.'),
  says: text('What happened.'),
  said: z.optional(text('The words of the other side.')),
});

const lookedUp = z
  .object({
    asked: text('What was asked for.'),
    handles: z.optional(
      z.array(z.string()).check(z.meta({ description: 'The messages that the id may mean.' })),
    ),
    message: z.optional(
      z
        .object({
          ...story,
          ...whose,
          trace: z.optional(text('The command that asks Exchange Online.')),
          history: z.array(told).check(z.meta({ description: 'The oldest first.' })),
        })
        .check(z.meta({ description: 'The message.' })),
    ),
  })
  .check(z.meta({ id: 'LookedUp', title: 'Looked up', description: 'The message that was asked for.' }));

const hour = z.object({
  hour: time('When it began.'),
  accepted: number('How many were accepted.'),
  buried: number('How many were not sent.'),
  uncertain: number('How many were perhaps sent.'),
});

/** How everything stands. */
export const overview = z
  .object({
    version,
    at: time('When it was looked at.'),
    app: z.optional(hold),
    mailboxes: z.array(mailbox).check(z.meta({ description: 'Each mailbox of the settings.' })),
    unaddressed: z
      .object({ buried: number('How many there are.'), isMore: z.optional(flag('At least so many.')) })
      .check(z.meta({ description: 'Messages that name no mailbox of the settings.' })),
    lastDay: z.array(hour).check(z.meta({ description: 'The last 24 hours; the last one is running.' })),
    ended: z.array(ended).check(z.meta({ description: 'What somebody has to decide about.' })),
    next: z.optional(text('What leads to those behind them, as after.')),
    lookedUp: z.optional(lookedUp),
  })
  .check(z.meta({ id: 'Overview', title: 'Overview', description: 'How everything stands.' }));
