import * as z from 'zod/mini';
import { failure, problems } from './failure.ts';
import { code, count, event, flag, list, mailbox, text, time, word } from './fields.ts';

const id = text('the id of the message; that of its queue message where it brings none');
const sender = mailbox('the mailbox that sends it');
const metadata = z
  .record(z.string(), z.string())
  .check(z.meta({ description: 'the `metadata` of the message, whole' }));
const by = z.optional(
  z.literal('http').check(z.meta({ description: 'by which way it came, unless from the queue' })),
);
const states = ['waiting', 'sending', 'accepted', 'uncertain', 'buried', 'cancelled'] as const;
const failures = list(failure, 'each failure, in the order in which they were met');
const codes = z.readonly(z.array(z.string()));
const milliseconds = (description: string) => z.optional(z.number().check(z.meta({ description })));

/** What the stages of an attempt took; one that was not needed is absent. */
const ms = z
  .strictObject({
    fetch: milliseconds('reading content that its row does not hold'),
    compose: milliseconds('building the message'),
    wait: milliseconds("waiting for one of the mailbox's three sessions"),
    sign: milliseconds('the assertion: the certificate and its signature'),
    token: milliseconds('the token'),
    connect: milliseconds('connecting, with TLS'),
    login: milliseconds('logging in'),
    submit: milliseconds('handing the message over, until the answer'),
  })
  .check(z.meta({ description: 'milliseconds by stage; one that was not needed is absent' }));

/** One attempt at a message. */
export const mailAttempt = event('mail.attempt', 'after each attempt at a message', {
  id,
  attempt: count('attempts at this message so far, this one included'),
  outcome: word(['accepted', 'failed', 'uncertain'], 'how it ended'),
  action: word(
    ['done', 'rest', 'retry', 'split', 'pause', 'hold', 'keep', 'bury'],
    'what follows for the message',
  ),
  again: z.optional(time('when it is tried again')),
  scope: z.optional(word(['app', 'mailbox', 'sender'], 'whom the hold concerns')),
  mayDuplicate: z.optional(flag('Exchange Online may have it already, and it goes again')),
  dryRun: z.optional(flag('it would have been accepted: nothing was sent')),
  failure: z.optional(failures),
  code: z.union([z.string(), codes]).check(
    z.meta({
      description:
        "accepted: the reply code; else a list, the code of each failure, the other side's own where it has one",
    }),
  ),
  serverMessageId: z.optional(text('the id that Exchange Online gave, where its reply has one')),
  refused: z.optional(
    list(
      z.strictObject({
        domain: text('the domain of the recipient'),
        code: z.optional(text('the reply code')),
        failure: text('its id in docs/errors.md'),
      }),
      'recipients refused while others were accepted; empty where none was, absent where it was not accepted',
    ),
  ),
  mailbox: sender,
  recipients: count('how many recipients this envelope had'),
  messageId: z.optional(text('the header `Message-ID`, once the message was built')),
  metadata,
  ms,
});

/** A message that no mailbox can send. */
export const mailBuried = event(
  'mail.buried',
  'when a message is kept without an attempt: it can never be sent, its id is that of another one, or the host gave it up',
  {
    id,
    attempt: z.literal(0).check(z.meta({ description: 'none was made' })),
    outcome: z.literal('failed').check(z.meta({ description: 'as in `mail.attempt`' })),
    action: z.literal('bury').check(z.meta({ description: 'as in `mail.attempt`' })),
    keptAs: text('the id under which it is kept'),
    failure: failures,
    code: codes.check(z.meta({ description: 'the code of each failure' })),
    problems: z.optional(problems),
    ms: z.strictObject({}).check(z.meta({ description: 'none: nothing was tried' })),
  },
);

/** A message is in its mailbox's room. */
export const mailTakenIn = event('mail.taken-in', "when a message is in its mailbox's room", {
  id,
  mailbox: sender,
  metadata,
  by,
});

/** A message came once more. */
export const mailRepeat = event('mail.repeat', 'when a message comes once more, and is dropped', {
  id,
  mailbox: sender,
  metadata,
  state: word(states, 'how the first one stands'),
  action: z.literal('dropped').check(z.meta({ description: 'what is done with the repeat' })),
  by,
});

/** A message could not be taken in. */
export const mailPutBack = event(
  'mail.put-back',
  'when a message goes back into its queue, as a rule because storage did not take it in',
  {
    id,
    code,
    again: text('in how many seconds it comes again, as `in 5 s`'),
  },
);

/** A posted message waits for the sweep. */
export const mailNotRung = event(
  'mail.not-rung',
  'when a posted message is in the room and nobody could be rung for it; the sweep rings',
  { id, code },
);

/** Mail that nobody sends. */
export const mailOrphaned = event(
  'mail.orphaned',
  'at most once an hour for each mailbox that the settings no longer name while messages wait in it',
  {
    mailbox: mailbox('that mailbox'),
    waiting: count('how many messages wait'),
    more: z.optional(flag('at least so many wait')),
  },
);

/** What became of a message that the host gave up. */
export const poisonSettled = event(
  'poison.settled',
  'for each message of the poison queue, after what became of it',
  {
    id,
    became: word(
      ['kept', 'dropped', 'put-back'],
      'kept with its explanation; dropped, because its room has it already; put back into the poison queue for five minutes',
    ),
    keptAs: z.optional(text('the id under which it is kept')),
  },
);
