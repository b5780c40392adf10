import { isWrittenByExchange } from './headers-field.ts';
import type { HeaderField } from './raw-header.ts';

const onTheWay = 'which is written on the way';

/** Headers that a new message cannot have, with the reason. */
const refused: readonly (readonly [is: (key: string) => boolean, says: string])[] = [
  [(key) => key.startsWith('resent-'), 'has a header `Resent-…`: it must be a new message'],
  [(key) => key === 'bcc', 'has a header `Bcc`, which everybody would see: use the field `bcc`'],
  [(key) => key === 'return-path', `has a header \`Return-Path\`, ${onTheWay}`],
  [(key) => key === 'received', `has a header \`Received\`, ${onTheWay}`],
  [(key) => key === 'authentication-results', `has a header \`Authentication-Results\`, ${onTheWay}`],
  [(key) => key.startsWith('arc-'), `has a header \`ARC-…\`, ${onTheWay}`],
  [(key) => key === 'dkim-signature', 'has a header `DKIM-Signature`: Exchange Online signs'],
  [isWrittenByExchange, 'has a header of those that Exchange or this sender writes (`X-MS-…` and others)'],
];

/** RFC 5322 §3.6 and RFC 2045 §3 allow each of these once; which one counts would be up to the reader. */
const once = [
  'Sender',
  'Reply-To',
  'To',
  'Cc',
  'Subject',
  'In-Reply-To',
  'References',
  'MIME-Version',
  'Content-Type',
  'Content-Transfer-Encoding',
  'Content-Disposition',
  'Content-ID',
];

export const refusedHeaders = (fields: readonly HeaderField[]): string[] =>
  refused.filter(([is]) => fields.some(({ key }) => is(key))).map(([, says]) => says);

export const repeatedHeaders = (fields: readonly HeaderField[]): string[] =>
  once
    .filter((name) => fields.filter(({ key }) => key === name.toLowerCase()).length > 1)
    .map((name) => `has the header \`${name}\` more than once`);
