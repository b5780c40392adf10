import * as z from 'zod/mini';
import { type Address, addressField, addressListField } from './address-fields.ts';
import { attachmentField } from './attachment-field.ts';
import type { Frozen } from './freeze.ts';
import { headersField } from './headers-field.ts';
import { icalendarField } from './icalendar-field.ts';
import { messageIdPattern } from './message-id.ts';
import { metadataField } from './metadata-field.ts';
import { headerText, text } from './text.ts';
import { whenRight } from './when-right.ts';

export type { Address };

/** What a message is called. */
export const messageId = z.string().check(
  z.regex(
    messageIdPattern,
    'must be 1 to 128 letters, digits, dots, underscores and hyphens, with a letter or digit first',
  ),
  z.meta({
    title: 'Id',
    description:
      'Names the message in the log, in what is buried and in its Message-ID. Without it, the id of the queue message.',
    examples: ['invoice-4711'],
  }),
);

/** Recipients of one message, over to, cc and bcc: the default of Exchange Online (an administrator may set 1 to 1000). */
const mostRecipients = 500;

const addresses = (title: string, description: string) =>
  z._default(addressListField, () => []).check(z.meta({ title, description }));

/** Each counts once, however often it is named. */
const recipientCount = (lists: Record<'to' | 'cc' | 'bcc', readonly Address[]>) =>
  new Set([lists.to, lists.cc, lists.bcc].flat().map(({ address }) => address.toLowerCase())).size;

/** The same rule in JSON Schema's words, for editors and producers. */
const needsOneOf = (...fields: readonly string[]) => ({
  anyOf: fields.map((field) => ({ required: [field] })),
});

/** The message contract, version 1: validation, types and docs/message.schema.json all come from here. */
export const messageSchema = z
  .strictObject({
    id: z.exactOptional(messageId),
    from: z.exactOptional(
      addressField.check(
        z.meta({
          title: 'From',
          description:
            'A mailbox of this sender, or an address that it may send as. May be left out where there is only one mailbox.',
        }),
      ),
    ),
    to: addresses('To', 'Recipients.'),
    cc: addresses('Cc', 'Recipients of a copy.'),
    bcc: addresses('Bcc', 'Recipients whom the others do not see.'),
    replyTo: addresses('Reply-To', 'Where answers go, if not to the sender.'),
    subject: headerText.check(
      z.maxLength(255),
      z.meta({
        title: 'Subject',
        description: 'One line. May be empty, not left out.',
        examples: ['Your invoice 4711'],
      }),
    ),
    text: z.exactOptional(
      text.check(
        z.meta({ title: 'Text', description: 'The message as plain text.', examples: ['Hello Ada'] }),
      ),
    ),
    html: z.exactOptional(
      text.check(
        z.meta({
          title: 'HTML',
          description: 'The message as HTML. With text as well, the recipient’s program chooses.',
          examples: ['<p>Hello Ada</p>'],
        }),
      ),
    ),
    attachments: z
      ._default(z.array(attachmentField).check(z.maxLength(250)), () => [])
      .check(z.meta({ title: 'Attachments', description: 'Files and inline images, 250 at most.' })),
    headers: z._default(headersField, () => ({})),
    priority: z._default(z.enum(['normal', 'high']), 'normal').check(
      z.meta({
        title: 'Priority',
        description:
          'Where messages wait for their mailbox, high ones go first, up to every second one. Nobody sees it.',
      }),
    ),
    ifUncertain: z.exactOptional(
      z.enum(['resend', 'hold']).check(
        z.meta({
          title: 'If uncertain',
          description:
            'When the line broke after the message went out and before the answer: resend it (it may arrive twice) or hold it for an administrator. The setting MAIL_IF_UNCERTAIN where absent.',
        }),
      ),
    ),
    importance: z
      ._default(z.enum(['low', 'normal', 'high']), 'normal')
      .check(z.meta({ title: 'Importance', description: 'What Outlook marks with ! or ↓.' })),
    icalendar: z.exactOptional(icalendarField),
    metadata: z._default(metadataField, () => ({})),
    expires: z.exactOptional(
      z
        .pipe(
          z.iso.datetime({
            offset: true,
            error: 'must be an ISO 8601 time with zone, such as 2026-11-30T18:00:00Z',
          }),
          z.transform((written) => new Date(written)),
        )
        .check(
          z.meta({
            title: 'Expires',
            description: 'A message that could not be sent by then is not sent any more.',
            examples: ['2026-11-30T18:00:00Z', '2026-11-30T19:00:00+01:00'],
          }),
        ),
    ),
  })
  .check(
    z.refine(({ to, cc, bcc }) => to.length + cc.length + bcc.length > 0, {
      ...whenRight('to', 'cc', 'bcc'),
      path: ['to'],
      error: 'must name at least one recipient, here or in cc or bcc',
    }),
    z.refine((message) => recipientCount(message) <= mostRecipients, {
      ...whenRight('to', 'cc', 'bcc'),
      path: ['to'],
      error: `may have at most ${mostRecipients} recipients together with cc and bcc`,
    }),
    z.refine(
      ({ text, html, icalendar, attachments }) =>
        text !== undefined || html !== undefined || icalendar !== undefined || attachments.length > 0,
      {
        ...whenRight('text', 'html', 'icalendar', 'attachments'),
        error: 'has no content: it must have text, html, icalendar or attachments',
      },
    ),
    z.meta({
      title: 'Message to send, version 1',
      description: 'One message for the queue of SendAsApp.',
      allOf: [needsOneOf('to', 'cc', 'bcc'), needsOneOf('text', 'html', 'icalendar', 'attachments')],
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
