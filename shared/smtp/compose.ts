import { createHash } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { Address, Attachment, Message } from '../mail/message.ts';
import type { Composed } from '../mail/submission.ts';

/** Outlook reads `Importance`, others `X-Priority`. */
const importanceHeaders: Record<Message['importance'], Record<string, string>> = {
  low: { Importance: 'low', 'X-Priority': '5' },
  normal: {},
  high: { Importance: 'high', 'X-Priority': '1' },
};

/**
 * Builds the MIME message. Two attempts give the same bytes: `Message-ID` is derived from the message's id, boundaries
 * from its content, `Date` is when it was first taken in. `from` is the configured address, whatever case was written.
 */
export async function compose(message: Message, from: string, date: Date): Promise<Composed> {
  const messageId = messageIdOf(message.id, from);
  // Field by field, never a spread: nodemailer acts on keys such as `envelope`, `raw`, `path` and `auth`.
  const node = new MailComposer({
    from: named({ ...message.from, address: from }),
    to: message.to.map(named),
    cc: message.cc.map(named),
    replyTo: message.replyTo.map(named),
    subject: message.subject,
    text: message.text,
    html: message.html,
    icalEvent: message.icalendar && { method: message.icalendar.method, content: message.icalendar.content },
    attachments: message.attachments.map(attached),
    headers: { ...message.headers, ...importanceHeaders[message.importance] },
    messageId,
    date,
    baseBoundary: boundaryOf(message),
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  const to = [message.to, message.cc, message.bcc].flat().map(({ address }) => address);
  return { raw: await node.build(), envelope: { from, to }, messageId };
}

/** The Message-ID of every attempt at a message, angle brackets included. */
export function messageIdOf(id: string, from: string): string {
  const digest = createHash('sha256').update(`${id}\n${from.toLowerCase()}`).digest('hex').slice(0, 40);
  return `<${digest}@${from.slice(from.lastIndexOf('@') + 1)}>`;
}

/**
 * Derived from all of the content, so that nobody can write it into a part: whoever guessed the boundary could end a
 * text and begin an attachment of their own.
 */
function boundaryOf({ id, text, html, icalendar, attachments }: Message): string {
  const hash = createHash('sha256').update(JSON.stringify([id, text, html, icalendar]));
  for (const { content } of attachments) hash.update(content);
  return hash.digest('hex').slice(0, 40);
}

const named = ({ name, address }: Address) => ({ name: name ?? '', address });

const attached = ({ filename, contentType, content, contentId }: Attachment) => ({
  filename: filename ?? (false as const),
  contentType,
  content: content as Buffer,
  cid: contentId,
});
