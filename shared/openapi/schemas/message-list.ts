import * as z from 'zod/mini';
import { messageStates } from '../../mailbox/keys.ts';
import { explanation } from './explanation.ts';
import { flag, number, text, time, version, word } from './fields.ts';
import { names, statusAddress } from './message-status.ts';

const entry = z
  .object({
    ...names,
    mailbox: text('The mailbox that sends it, or its key where the settings do not name it any more.'),
    from: z.optional(text('The address that it is from.')),
    state: word(messageStates, 'What became of it.'),
    takenInAt: time('When it was taken in.'),
    sendAt: z.optional(time('When its producer wants it sent.')),
    due: z.optional(time('When it goes, while it waits.')),
    finishedAt: z.optional(time('When it came to its end.')),
    attempts: number('How often it was tried.'),
    recipients: number('How many there are.'),
    reply: z.optional(text('What Exchange Online answered.')),
    refused: z.optional(
      z
        .array(z.object({ address: text('The recipient.'), said: text('The words of the server.') }))
        .check(z.meta({ description: 'The recipients that were refused.' })),
    ),
    mayDuplicate: z.optional(flag('It was sent again although it may have arrived.')),
    dryRun: z.optional(flag('A rehearsal: Exchange Online took the recipients, and nothing was sent.')),
    metadata: z
      .record(z.string(), z.string())
      .check(z.meta({ description: 'What its producer wanted back.' })),
    explanation: z.optional(explanation),
    status: statusAddress,
  })
  .check(z.meta({ id: 'ListedMessage', title: 'Listed message', description: 'A message in the list.' }));

/** A page of messages. */
export const messageList = z
  .object({
    version,
    messages: z.array(entry).check(z.meta({ description: 'Fifty at most.' })),
    next: z.optional(
      z.string().check(z.meta({ format: 'uri', description: 'The next page, without the key.' })),
    ),
  })
  .check(z.meta({ id: 'MessageList', title: 'Message list', description: 'A page of messages.' }));
