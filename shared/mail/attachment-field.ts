import * as z from 'zod/mini';
import { headerText } from './text.ts';

/** `type/subtype` with parameters. nodemailer writes a multipart's content before its first part, where nobody looks. */
const mediaType = /^(?!multipart\/)[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?: *;[ -~]*)?$/i;

const notBase64 = 'must be base64 in the standard alphabet, padded and without line breaks';

const base64 = z.pipe(
  z
    .string()
    .check(
      z.regex(/^[A-Za-z0-9+/]*={0,2}$/, notBase64),
      z.meta({ contentEncoding: 'base64', examples: ['SGVsbG8='] }),
    ),
  z.transform((written, context: z.core.ParsePayload) => {
    const bytes = Buffer.from(written, 'base64');
    // Node decodes what it can and is silent about the rest; only the way back shows that nothing was lost.
    if (bytes.toString('base64') !== written)
      context.issues.push({ code: 'custom', message: notBase64, input: written });
    return bytes;
  }),
);

/** A file that travels in the message, or an image that its HTML shows. `content` becomes a Buffer. */
export const attachmentField = z
  .strictObject({
    filename: z.exactOptional(
      headerText.check(
        z.minLength(1, 'must not be empty; leave it out instead'),
        z.maxLength(255),
        z.meta({ description: 'The name that the recipient sees.', examples: ['invoice-4711.pdf'] }),
      ),
    ),
    contentType: z.exactOptional(
      z.string().check(
        z.maxLength(255),
        z.regex(mediaType, 'must be a media type such as application/pdf, and no multipart'),
        z.meta({
          description: 'Without it, the ending of the file name decides.',
          examples: ['application/pdf', 'text/csv; charset=utf-8'],
        }),
      ),
    ),
    content: base64.check(z.meta({ description: 'The bytes of the file in base64.' })),
    contentId: z.exactOptional(
      z.string().check(
        z.regex(
          /^[!-;=?-~]{1,255}$/,
          'must be 1 to 255 printable ASCII characters other than space, < and >',
        ),
        z.meta({
          description:
            'For an inline image: with contentId "logo" the HTML shows it by <img src="cid:logo">.',
          examples: ['logo', 'logo@contoso.com'],
        }),
      ),
    ),
  })
  .check(z.meta({ id: 'attachment', title: 'Attachment' }));
