import * as z from 'zod/mini';
import { addressField, addressListField } from './address-fields.ts';
import { attachmentField } from './attachment-field.ts';
import { headersField } from './headers-field.ts';
import { icalendarField } from './icalendar-field.ts';
import { messageIdPattern } from './message-id.ts';
import { metadataField } from './metadata-field.ts';
import { mimeField } from './mime-field.ts';
import { priorityField } from './priority-field.ts';
import { synonymOf } from './synonyms.ts';
import { headerText, text } from './text.ts';
import { traceparentField } from './traceparent-field.ts';
import { versionField } from './version-field.ts';

/** The key of a place in the room orders times of 13 digits. */
const LATEST = Date.parse('2286-01-01T00:00:00Z');

const time = z
  .pipe(
    z.iso.datetime({
      offset: true,
      error: 'must be an ISO 8601 time with zone, such as 2026-11-30T18:00:00Z',
    }),
    z.transform((written) => new Date(written)),
  )
  .check(z.refine((at) => at.getTime() < LATEST, { error: 'must be before the year 2286' }));

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

const addresses = (title: string, description: string) =>
  z._default(addressListField, () => []).check(z.meta({ title, description }));

/** Each field that a message may have; what holds over several of them stands in message-rules.ts. */
export const messageFields = {
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
  subject: z.exactOptional(
    headerText.check(
      z.maxLength(255),
      z.meta({
        title: 'Subject',
        description: 'One line. May be empty, not left out (but with mime).',
        examples: ['Your invoice 4711'],
      }),
    ),
  ),
  text: z.exactOptional(
    text.check(
      z.meta({
        title: 'Text',
        description: 'The message as plain text. Without it, it is made from the HTML.',
        examples: ['Hello Ada'],
      }),
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
  headers: z.exactOptional(headersField),
  priority: priorityField,
  ifUncertain: z.exactOptional(
    z.enum(['resend', 'hold']).check(
      z.meta({
        title: 'If uncertain',
        description:
          'When the line broke after the message went out and before the answer: resend it (it may arrive twice) or hold it for an administrator. The setting MAIL_IF_UNCERTAIN where absent.',
      }),
    ),
  ),
  importance: z.exactOptional(
    z.enum(['low', 'normal', 'high']).check(
      z.meta({
        title: 'Importance',
        description: 'What Outlook marks with ! or ↓. normal where absent.',
      }),
    ),
  ),
  icalendar: z.exactOptional(icalendarField),
  metadata: z._default(metadataField, () => ({})),
  sendAt: z.exactOptional(
    time.check(
      z.meta({
        title: 'Send at',
        description:
          'When it is sent, however far off; at once where absent or past. It can be cancelled until then.',
        examples: ['2026-11-30T07:30:00+01:00'],
      }),
    ),
  ),
  expires: z.exactOptional(
    time.check(
      z.meta({
        title: 'Expires',
        description: 'A message that could not be sent by then is not sent any more.',
        examples: ['2026-11-30T18:00:00Z', '2026-11-30T19:00:00+01:00'],
      }),
    ),
  ),
  dryRun: z._default(z.boolean(), false).check(
    z.meta({
      title: 'Dry run',
      description:
        'Goes as far as Exchange Online takes the recipients, and is not sent; says whether it would have been accepted up to there.',
    }),
  ),
  traceparent: traceparentField,
  version: versionField,
  mime: z.exactOptional(mimeField),
  body: z.exactOptional(text.check(synonymOf('text', 'With isHtml true, the same as html.'))),
  isHtml: z.exactOptional(
    z.boolean().check(z.meta({ title: 'Is HTML', description: 'Whether body is HTML; false where absent.' })),
  ),
  reply_to: z.exactOptional(addressListField).check(synonymOf('replyTo')),
};

/** The fields of a message, each of them right. */
export type Written = z.output<z.ZodMiniObject<typeof messageFields>>;
