import * as z from 'zod/mini';
import { messageStates } from '../../mailbox/keys.ts';
import { explanation } from './explanation.ts';
import { flag, number, text, time, version, word } from './fields.ts';
import { problemFields } from './problem.ts';

/** What a message is called. */
export const names = {
  id: text('The id of the message.', 'invoice-4711'),
  handle: text(
    'The id with the key of its mailbox, which names one message only.',
    'a1b2c3d4e5f6.invoice-4711',
  ),
};

/** The address that tells what becomes of a message. */
export const statusAddress = z.string().check(
  z.meta({
    format: 'uri',
    description: 'The address that tells what becomes of it, as in Location. It needs no key.',
    examples: [
      'https://contoso-mail-func.azurewebsites.net/api/messages/a1b2c3d4e5f6.invoice-4711?token=3vY2aZ0pQ9sK1mB7cX4dEw',
    ],
  }),
);

/** A message that is in its mailbox's room. */
export const takenIn = z
  .object({
    version,
    ...names,
    state: text('waiting; of a repeat, what the message has come to.', 'waiting'),
    status: statusAddress,
  })
  .check(z.meta({ id: 'TakenIn', title: 'Taken in', description: 'A message that is in the room.' }));

const standing = {
  ...names,
  takenInAt: time('When it was taken in.'),
  sendAt: z.optional(time('When its producer wants it sent.')),
  finishedAt: z.optional(time('When it came to its end.')),
  attempts: number('How often it was tried.'),
  mayDuplicate: z.optional(flag('It was sent again although it may have arrived.')),
  dryRun: z.optional(flag('A rehearsal: Exchange Online took the recipients, and nothing was sent.')),
};

const waits = z
  .object({
    why: word(
      ['scheduled', 'paused', 'held', 'server-away', 'retry', 'pace', 'turn'],
      'Why it waits, in a word.',
    ),
    says: text('Why it waits, in a sentence.'),
    until: z.optional(time('When it may go; absent where it goes at once or when a person says so.')),
    explanation: z.optional(explanation),
  })
  .check(z.meta({ description: 'Why it waits; absent while it is being sent.' }));

/** A message on its way. */
export const onItsWay = z
  .object({
    version,
    ...standing,
    state: word(['waiting', 'sending'], 'Where it is.'),
    waits: z.optional(waits),
  })
  .check(z.meta({ id: 'OnItsWay', title: 'On its way', description: 'A message that is not sent yet.' }));

const refused = z.object({
  domain: text('Of the address.'),
  code: z.optional(text('The reply code.')),
  failure: text('The row of docs/errors.md.'),
  meaning: text('What it means.'),
});

const answered = {
  reply: text('What Exchange Online answered.'),
  serverMessageId: z.optional(text('What Exchange Online calls it in its traces.')),
  messageId: z.optional(text('Its header Message-ID.')),
  refused: z.array(refused).check(z.meta({ description: 'The recipients that were refused.' })),
};

/** What is told of a message that Exchange Online has. */
export const acceptedFields = {
  version,
  ...standing,
  state: z.literal('accepted').check(z.meta({ description: 'Exchange Online has it.' })),
  ...answered,
};

/** A message that Exchange Online has. */
export const accepted = z.object(acceptedFields).check(
  z.meta({
    id: 'Accepted',
    title: 'Accepted',
    description: 'A message that Exchange Online accepted; whether it was delivered cannot be known here.',
  }),
);

/** What is told of a message that was not sent, or perhaps was. */
export const notSentFields = {
  ...problemFields,
  version,
  ...standing,
  state: word(['buried', 'uncertain', 'cancelled'], 'uncertain: it was perhaps sent.'),
};

/** A message that was not sent, or perhaps was. */
export const notSent = z.object(notSentFields).check(
  z.meta({
    id: 'NotSent',
    title: 'Not sent',
    description: 'A message that was not sent, or perhaps was, as a problem (RFC 9457).',
  }),
);

/** What a message is after a person did something with it. */
export const handled = z
  .object({ version, ...names, state: text('What it is now.', 'cancelled') })
  .check(z.meta({ id: 'Handled', title: 'Handled', description: 'A message, and what it is now.' }));

/** What is told of a message whose state is not known beforehand. */
export const story = {
  ...standing,
  state: word(messageStates, 'What became of it.'),
  waits: z.optional(waits),
  reply: z.optional(answered.reply),
  serverMessageId: answered.serverMessageId,
  messageId: answered.messageId,
  refused: z.optional(answered.refused),
};
