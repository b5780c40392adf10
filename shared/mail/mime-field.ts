import * as z from 'zod/mini';
import { base64 } from './base64-field.ts';
import { type RawMessage, readRawMessage } from './raw-message.ts';

const example = [
  'From: Contoso Billing <billing@contoso.com>',
  'To: Ada Lovelace <ada@fabrikam.com>',
  'Subject: Your invoice 4711',
  'MIME-Version: 1.0',
  'Content-Type: text/plain; charset=utf-8',
  '',
  'Hello Ada',
  '',
].join('\r\n');

/** A whole message of RFC 5322 in base64, where a producer composes it on its own. */
export const mimeField = z
  .pipe(
    base64,
    z.transform((bytes, context: z.core.ParsePayload): RawMessage => {
      const read = readRawMessage(bytes);
      if (read.ok) return read.value;
      for (const message of read.error) context.issues.push({ code: 'custom', message, input: bytes });
      return z.NEVER;
    }),
  )
  .check(
    z.meta({
      title: 'MIME',
      description:
        'The whole message (RFC 5322) in base64, in place of subject, content, headers and importance. Its From must be the address of from; Message-ID and Date are written anew. It goes to the recipients in to, cc and bcc, whatever its own To and Cc say.',
      examples: [Buffer.from(example).toString('base64')],
    }),
  );
