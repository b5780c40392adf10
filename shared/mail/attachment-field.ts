import * as z from 'zod/mini';
import { base64 } from './base64-field.ts';
import { blobField, fileNameOf } from './blob-field.ts';
import { notBeside, synonymOf } from './synonyms.ts';
import { headerText, oneLineDecoded } from './text.ts';
import { whenRight } from './when-right.ts';

/** `type/subtype` with parameters. nodemailer writes a multipart's content before its first part, where nobody looks. */
const mediaType = /^(?!multipart\/)[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?: *;[ -~]*)?$/i;

const filename = headerText.check(
  z.minLength(1, 'must not be empty; leave it out instead'),
  z.maxLength(255),
);

const contentType = z
  .string()
  .check(
    z.maxLength(255),
    z.regex(mediaType, 'must be a media type such as application/pdf, and no multipart'),
    oneLineDecoded,
  );

/** The names under which producers write the bytes. */
export const bytesFields = ['content', 'contentBytes', '$content'] as const;

/** One of them is needed. */
const contentFields = [...bytesFields, 'blob'] as const;

/**
 * A file that travels in the message, or an image that its HTML shows. Beside our own names it takes those of the
 * Office 365 Outlook connector (`name`, `contentBytes`) and of file outputs in Logic Apps (`$content-type`, `$content`).
 */
export const attachmentField = z
  .pipe(
    z
      .strictObject({
        filename: z.exactOptional(
          filename.check(
            z.meta({ description: 'The name that the recipient sees.', examples: ['invoice-4711.pdf'] }),
          ),
        ),
        contentType: z.exactOptional(
          contentType.check(
            z.meta({
              description: 'Without it, the ending of the file name decides.',
              examples: ['application/pdf', 'text/csv; charset=utf-8'],
            }),
          ),
        ),
        content: z.exactOptional(
          base64.check(z.meta({ description: 'The bytes of the file in base64. Required, or blob.' })),
        ),
        blob: z.exactOptional(blobField),
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
        encoding: z.exactOptional(
          z
            .literal('base64', { error: 'must be base64: content has no other encoding' })
            .check(z.meta({ description: 'How content is written; changes nothing.' })),
        ),
        name: z.exactOptional(filename.check(synonymOf('filename'))),
        contentBytes: z.exactOptional(base64.check(synonymOf('content'))),
        '$content-type': z.exactOptional(contentType.check(synonymOf('contentType'))),
        $content: z.exactOptional(base64.check(synonymOf('content'))),
      })
      .check(
        notBeside('name', 'filename'),
        notBeside('$content-type', 'contentType'),
        notBeside('contentBytes', 'content', '$content'),
        notBeside('$content', 'content'),
        notBeside('blob', ...bytesFields),
        z.refine((written) => contentFields.some((field) => written[field] !== undefined), {
          ...whenRight(...contentFields),
          path: ['content'],
          error: 'is missing: it must be a text',
        }),
        z.meta({ oneOf: contentFields.map((field) => ({ required: [field] })) }),
      ),
    z.transform((written) => {
      const { blob } = written;
      const name = written.filename ?? written.name ?? (blob && fileNameOf(blob));
      const type = written.contentType ?? written['$content-type'];
      return {
        ...(name !== undefined && { filename: name }),
        ...(type !== undefined && { contentType: type }),
        content:
          blob === undefined
            ? (written.content ?? written.contentBytes ?? written.$content ?? Buffer.alloc(0))
            : { blob },
        ...(written.contentId !== undefined && { contentId: written.contentId }),
      };
    }),
  )
  .check(z.meta({ id: 'attachment', title: 'Attachment' }));
