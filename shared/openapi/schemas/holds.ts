import * as z from 'zod/mini';
import { explanation } from './explanation.ts';
import { flag, number, text, time, version, word } from './fields.ts';

const waiting = {
  waiting: number('How many messages wait for it.'),
  isMore: z.optional(flag('At least so many wait.')),
};

const id = text('What it is called in probe and release.', 'app');

/** What keeps mail from going. */
export const hold = z
  .object({
    id,
    scope: word(['app', 'mailbox', 'sender'], 'How far it reaches.'),
    sender: z.optional(text('The address that it holds.')),
    failure: text('The row of docs/errors.md, or paused where a person set it.'),
    said: text('The words that it is for.'),
    since: time('Since when.'),
    probes: number('How often one message has looked whether it is mended.'),
    nextProbe: z.optional(time('When one looks again.')),
    ...waiting,
    explanation: z.optional(explanation),
  })
  .check(z.meta({ id: 'Hold', title: 'Hold', description: 'What keeps mail from going.' }));

/** What is told of a mailbox that may be held. */
export const mailboxFields = {
  key: text('What handles of its messages begin with.'),
  address: text('Its address.'),
  ...waiting,
  underWay: number('How many messages are being sent.'),
  holds: z.array(hold).check(z.meta({ description: 'Its own first, then those of its senders.' })),
  serverAway: z.optional(
    z
      .object({ since: time('Since when.'), nextTry: time('When it is tried again.') })
      .check(z.meta({ description: 'A server is away; it is tried again by itself.' })),
  ),
  messagesAMinute: z.optional(number('Where it is fewer than the preset.')),
  connections: z.optional(number('Where it is fewer than the preset.')),
};

const mailbox = z
  .object(mailboxFields)
  .check(z.meta({ id: 'HeldMailbox', title: 'Held mailbox', description: 'A mailbox and its holds.' }));

/** Everything that is held. */
export const holds = z
  .object({
    version,
    app: z.optional(hold),
    mailboxes: z.array(mailbox).check(z.meta({ description: 'Each mailbox of the settings.' })),
  })
  .check(z.meta({ id: 'Holds', title: 'Holds', description: 'Everything that is held.' }));

/** A hold that a person set. */
export const paused = z
  .object({ version, id })
  .check(z.meta({ id: 'Paused', title: 'Paused', description: 'A hold that was set.' }));

/** A hold that was probed or released. */
export const changedHold = z
  .object({ version, id, isRung: flag('Its mailbox goes at once; else within five minutes.') })
  .check(z.meta({ id: 'ChangedHold', title: 'Changed hold', description: 'A hold, probed or released.' }));
