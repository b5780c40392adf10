import { decodeWords } from 'postal-mime';
import * as z from 'zod/mini';

/**
 * One line without control characters: text that can end neither a header line nor an SMTP command. Line breaks in all
 * forms are refused, the Unicode separators too.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it refuses
export const oneLine = /^[^\u0000-\u001f\u007f-\u009f\u2028\u2029]*$/;

/** What is wrong with a text that is not `oneLine`. */
export const notOneLine = 'must be one line without control characters';

/** Any text. JSON can spell half of a surrogate pair, which no encoding of mail can carry. */
export const text = z.string().check(
  z.refine((value) => value.isWellFormed(), {
    error: 'has half of a surrogate pair (one of \\uD800 to \\uDFFF alone)',
  }),
);

/** Who reads a header decodes what looks like an encoded word (RFC 2047): no line break may come out of it. */
export const oneLineDecoded = z.refine<string>(
  (value) => !value.includes('=?') || oneLine.test(decodeWords(value)),
  `${notOneLine}, within an encoded word neither`,
);

/** A header is folded at its spaces, and a line of nothing else would look like its end to careless readers. */
const fewSpaces = z.refine<string>((value) => !/ {61}/.test(value), 'may have at most 60 spaces in a row');

/** Text that ends up in a header. */
export const headerText = text.check(z.regex(oneLine, notOneLine), oneLineDecoded, fewSpaces);
