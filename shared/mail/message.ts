import * as z from 'zod/mini';
import type { Address } from './address-fields.ts';
import type { Frozen } from './freeze.ts';
import { messageFields, type Written } from './message-fields.ts';
import { messageRules, messageRulesInSchema } from './message-rules.ts';
import { importanceOf, placeOf } from './priority-field.ts';

export type { Address };

/** Spaces at an end of a header's value are none of it, and folding might give them a line of their own. */
const trimmed = (headers: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value.trim()]));

/** The message in our own words, whatever synonyms it was written in. */
function withoutSynonyms({ body, isHtml, reply_to, ...written }: Written) {
  return {
    ...written,
    ...(body !== undefined && (isHtml ? { html: body } : { text: body })),
    subject: (written.mime?.subject ?? written.subject ?? '').trim(),
    replyTo: reply_to ?? written.replyTo,
    headers: trimmed(written.headers ?? {}),
    priority: placeOf(written.priority),
    importance: written.importance ?? importanceOf(written.priority),
  };
}

/** The message contract, version 1: validation, types and docs/message.schema.json all come from here. */
export const messageSchema = z
  .pipe(z.strictObject(messageFields).check(...messageRules), z.transform(withoutSynonyms))
  .check(
    z.meta({
      title: 'Message to send, version 1',
      description: 'One message for the queue of SendAsApp.',
      ...messageRulesInSchema,
      examples: [
        {
          id: 'invoice-4711',
          from: { name: 'Contoso Billing', address: 'billing@contoso.com' },
          to: 'ada@fabrikam.com',
          subject: 'Your invoice 4711',
          text: 'Hello Ada, the invoice is attached.',
          attachments: [{ filename: 'invoice.txt', contentType: 'text/plain', content: 'SGVsbG8=' }],
          metadata: { order: '4711' },
        },
      ],
    }),
  );

type Parsed = z.output<typeof messageSchema>;

/** What a producer may write. */
export type MessageInput = z.input<typeof messageSchema>;

/** A message that is right: every address ASCII, every recipient named once, attachments as bytes. Frozen. */
export type Message = Frozen<Omit<Parsed, 'id'> & { id: string }>;

/** A file of a message. */
export type Attachment = Message['attachments'][number];
