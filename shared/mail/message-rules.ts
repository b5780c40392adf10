import * as z from 'zod/mini';
import type { Written } from './message-fields.ts';
import { isWritten, notBeside } from './synonyms.ts';
import { whenRight } from './when-right.ts';

/** Recipients of one message, over to, cc and bcc: the default of Exchange Online (an administrator may set 1 to 1000). */
const mostRecipients = 500;

const contentFields = ['text', 'html', 'icalendar', 'attachments', 'body', 'mime'] as const;

/** What a raw message says itself. */
const heldByMime = [
  'subject',
  'text',
  'html',
  'body',
  'icalendar',
  'attachments',
  'headers',
  'importance',
  'replyTo',
  'reply_to',
] as const;

/** Each counts once, however often it is named. */
const recipientCount = ({ to, cc, bcc }: Written) =>
  new Set([to, cc, bcc].flat().map(({ address }) => address.toLowerCase())).size;

/** What holds over several fields of a message. */
export const messageRules = [
  z.refine<Written>(({ to, cc, bcc }) => to.length + cc.length + bcc.length > 0, {
    ...whenRight('to', 'cc', 'bcc'),
    path: ['to'],
    error: 'must name at least one recipient, here or in cc or bcc',
  }),
  z.refine<Written>((written) => recipientCount(written) <= mostRecipients, {
    ...whenRight('to', 'cc', 'bcc'),
    path: ['to'],
    error: `may have at most ${mostRecipients} recipients together with cc and bcc`,
  }),
  z.refine<Written>(({ subject, mime }) => subject !== undefined || mime !== undefined, {
    ...whenRight('subject', 'mime'),
    path: ['subject'],
    error: 'is missing: it must be a text',
  }),
  z.refine<Written>((written) => contentFields.some((field) => isWritten(written[field])), {
    ...whenRight(...contentFields),
    error: 'has no content: it must have text, html, icalendar or attachments',
  }),
  z.refine<Written>(({ sendAt, expires }) => !sendAt || !expires || sendAt < expires, {
    ...whenRight('sendAt', 'expires'),
    path: ['sendAt'],
    error: 'must be before `expires`',
  }),
  ...heldByMime.map((field) =>
    z.refine<Written>((written) => written.mime === undefined || !isWritten(written[field]), {
      ...whenRight(field, 'mime'),
      path: [field],
      error: 'may not stand beside `mime`, which says it itself',
    }),
  ),
  notBeside('body', 'text', 'html'),
  notBeside('reply_to', 'replyTo'),
  z.refine<Written>(({ isHtml, body }) => isHtml === undefined || body !== undefined, {
    ...whenRight('isHtml', 'body'),
    path: ['isHtml'],
    error: 'says what `body` is, which is missing',
  }),
];

const needsOneOf = (...fields: readonly string[]) => ({
  anyOf: fields.map((field) => ({ required: [field] })),
});

const without = (...fields: readonly string[]) => ({
  properties: Object.fromEntries(fields.map((field) => [field, false])),
});

/** The same rules in JSON Schema's words, for editors and producers. */
export const messageRulesInSchema = {
  allOf: [needsOneOf('to', 'cc', 'bcc'), needsOneOf('subject', 'mime'), needsOneOf(...contentFields)],
  dependentRequired: { isHtml: ['body'] },
  dependentSchemas: {
    mime: without(...heldByMime),
    body: without('text', 'html'),
    reply_to: without('replyTo'),
  },
};
