import { addressParser, decodeWords } from 'postal-mime';
import { failed, ok, type Result } from '../failures/result.ts';
import type { Frozen } from './freeze.ts';
import { type HeaderField, readHeader } from './raw-header.ts';
import { refusedHeaders, repeatedHeaders } from './raw-header-rules.ts';

/** A message that came as it is to be sent, but for its Message-ID and Date. */
export interface RawMessage {
  fields: HeaderField[];
  /** All that follows the empty line. */
  body: Buffer;
  /** The one address of its From. */
  from: string;
  /** Decoded, in one line of at most 255 characters, for people; empty where it has none. */
  subject: string;
}

const brokenLine = /\r(?!\n)|(?<!\r)\n/;

/** Reads a message of RFC 5322, or says everything that is wrong with it. No error repeats what the message says. */
export function readRawMessage(bytes: Buffer): Result<RawMessage, readonly string[]> {
  // In the body too: SMTP turns each of them into CR LF, and then the message is not what was written any more.
  if (brokenLine.test(bytes.toString('latin1')))
    return failed(['must end each line with CR LF (in Python: as_bytes(policy=email.policy.SMTP))']);
  if (bytes.includes(0)) return failed(['has a NUL character, which mail cannot carry']);
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return failed(['has no empty line after its headers']);
  const header = readHeader(bytes.toString('latin1', 0, end));
  if (!header.ok) return header;
  const fields = header.value;
  const author = readAuthor(fields);
  const problems = [
    ...refusedHeaders(fields),
    ...repeatedHeaders(fields),
    ...(author.ok ? [] : [author.error]),
  ];
  if (!author.ok || problems.length > 0) return failed(problems);
  const subject = readable(fieldValue(fields, 'subject') ?? '');
  return ok({ fields, body: bytes.subarray(end + 4), from: author.value, subject });
}

/** The bytes with our own Message-ID and Date in place of theirs; all other lines as they were. */
export function withOwnHeaders({ fields, body }: Frozen<RawMessage>, messageId: string, date: Date): Buffer {
  const kept = fields.filter(({ key }) => key !== 'message-id' && key !== 'date').map(({ lines }) => lines);
  const own = [`Message-ID: ${messageId}`, `Date: ${date.toUTCString().replace('GMT', '+0000')}`];
  return Buffer.concat([Buffer.from(`${[...kept, ...own].join('\r\n')}\r\n\r\n`, 'latin1'), body]);
}

/** The bytes as they came. */
export const rawBytes = ({ fields, body }: Frozen<RawMessage>) =>
  Buffer.concat([Buffer.from(`${fields.map(({ lines }) => lines).join('\r\n')}\r\n\r\n`, 'latin1'), body]);

/** No longer than a subject of the contract: it may become one again. */
const readable = (subject: string): string =>
  decodeWords(subject)
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .slice(0, 255)
    .toWellFormed();

const fieldValue = (fields: readonly HeaderField[], name: string) =>
  fields.find(({ key }) => key === name)?.value;

/** Who From says it is from; Sender may only repeat it. */
function readAuthor(fields: readonly HeaderField[]): Result<string, string> {
  const [from, ...more] = fields.filter(({ key }) => key === 'from');
  if (!from || more.length > 0) return failed('must have exactly one header `From`');
  const address = onlyAddress(from.value);
  if (address === undefined)
    return failed('must have exactly one address in its `From`, such as Contoso <billing@contoso.com>');
  const sender = fieldValue(fields, 'sender');
  return sender !== undefined && onlyAddress(sender)?.toLowerCase() !== address.toLowerCase()
    ? failed('has a `Sender` that is not its `From`')
    : ok(address);
}

/**
 * The address of `a@x` or `Name <a@x>`; undefined for a list, a group, a comment and all that programs read in
 * different ways. 998 is the longest line; more would be folded without need.
 */
function onlyAddress(value: string): string | undefined {
  if (value.length > 998) return undefined;
  const unquoted = value.replace(/"(?:[^"\\]|\\.)*"/g, '').trim();
  const [, inBrackets, bare] =
    /^(?:[^<>@(),:;[\]\\"]*<([^<>@(),:;[\]\\"\s]+@[^<>@(),:;[\]\\"\s]+)>|([^<>@(),:;[\]\\"\s]+@[^<>@(),:;[\]\\"\s]+))$/.exec(
      unquoted,
    ) ?? [];
  const address = inBrackets ?? bare;
  const [only, ...others] = addressParser(value);
  return others.length === 0 && only?.address === address ? address : undefined;
}
