import { createHash } from 'node:crypto';
import type { Message } from '../mail/message.ts';
import { plainTextOf } from '../mail/plain-text.ts';
import { behind, lazily, type Raw, rawOf, type Streamed } from '../mail/raw.ts';
import { withOwnHeaders } from '../mail/raw-message.ts';
import type { Composed, StreamedParts } from '../mail/submission.ts';
import { build, type FileBytes } from './build.ts';

/**
 * Builds the MIME message, or gives one that came ready our own Message-ID and Date. Two attempts give the same bytes:
 * `Message-ID` is derived from the message's id, boundaries from its content, `Date` is when it was first taken in.
 * `from` is the configured address, whatever case was written; `streamed` are the parts that are read as they are sent.
 */
export async function compose(
  message: Message,
  from: string,
  date: Date,
  streamed: StreamedParts = { attachments: new Map() },
): Promise<Composed> {
  const messageId = messageIdOf(message.id, from);
  const to = [message.to, message.cc, message.bcc].flat().map(({ address }) => address);
  const raw = message.mime
    ? withBody(withOwnHeaders(message.mime, messageId, date), streamed.mime)
    : await composeParts(message, { from, messageId, date }, streamed.attachments);
  return { raw, envelope: { from, to }, messageId };
}

/** A message that came ready; its body is in memory or follows. */
function withBody(message: Buffer, body: Streamed | undefined): Raw {
  if (!body) return rawOf(message);
  const { bytes, read } = behind(message, body);
  return { bytes, is8Bit: true, open: () => lazily(read) };
}

async function composeParts(
  message: Message,
  headers: { from: string; messageId: string; date: Date },
  streamed: StreamedParts['attachments'],
): Promise<Raw> {
  const { html } = message;
  const text = message.text ?? (html === undefined ? undefined : await plainTextOf(html));
  const files = message.attachments.map(({ content }, index) => streamed.get(index) ?? inMemory(content));
  return build({ ...message, text }, { ...headers, boundary: boundaryOf(message, files) }, files);
}

function inMemory(content: Buffer | { readonly blob: string }): Buffer {
  if (Buffer.isBuffer(content)) return content;
  throw new Error('a file in a container has to be opened before its message is composed');
}

/** The Message-ID of every attempt at a message, angle brackets included. */
export function messageIdOf(id: string, from: string): string {
  const digest = createHash('sha256').update(`${id}\n${from.toLowerCase()}`).digest('hex').slice(0, 40);
  return `<${digest}@${from.slice(from.lastIndexOf('@') + 1)}>`;
}

/**
 * Derived from all of the content, so that nobody can write it into a part: whoever guessed the boundary could end a
 * text and begin an attachment of their own. A streamed file counts by its key, which its writer does not know before.
 */
function boundaryOf({ id, text, html, icalendar }: Message, files: readonly FileBytes[]): string {
  const hash = createHash('sha256').update(JSON.stringify([id, text, html, icalendar]));
  for (const file of files) hash.update(Buffer.isBuffer(file) ? file : file.key);
  return hash.digest('hex').slice(0, 40);
}
