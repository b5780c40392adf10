import * as z from 'zod/mini';
import { headerText } from './text.ts';

/** A name, and nothing that a path, a URL or a program might read as something else. */
const plainName = /^(?![/.])(?!.*(?:\/\/|\/\.{1,2}(?:\/|$)|:\/\/))[^\\?#%]*[^\\?#%/.]$/;

/** Longer ones are no names of blobs (Azure: 1024 characters, counted as they are escaped in a URL). */
const longest = 1_024;

/**
 * The name of a file in the container for producers' files (MAIL_ATTACHMENTS_CONTAINER). Never a URL or a path: what a
 * message can name is what lies in that container.
 */
export const blobField = headerText.check(
  z.regex(
    plainName,
    'must be the name of a file in the container, such as invoices/4711.pdf: no URL or path, no . or .. in it, none of \\ ? # %, no / or . at its ends',
  ),
  z.refine((name) => encodeURIComponent(name.toWellFormed()).length <= longest, {
    error: `may have at most ${longest} characters, escaped as in a URL`,
  }),
  z.meta({
    description:
      'The name of a file in the container for attachments, in place of content. It has to stay there, as it is, until the message was sent.',
    examples: ['invoices/4711.pdf'],
  }),
);

/** What a recipient sees of the name, where the message does not say otherwise. */
export const fileNameOf = (blob: string): string => blob.slice(blob.lastIndexOf('/') + 1);
