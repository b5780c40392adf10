import type { Readable } from 'node:stream';
import MailComposer from 'nodemailer/lib/mail-composer';
import { detectMimeType } from 'nodemailer/lib/mime-funcs';
import type { Address, Attachment, Message } from '../mail/message.ts';
import { lazily, type Raw, rawOf, type Streamed } from '../mail/raw.ts';

/** The bytes of a file: here, or read as they are sent. */
export type FileBytes = Buffer | Streamed;

/** The headers that are ours alone. `boundary` stands in those of the parts. */
interface OwnHeaders {
  from: string;
  messageId: string;
  date: Date;
  boundary: string;
}

/** Outlook reads `Importance`, others `X-Priority`. */
const importanceHeaders: Record<Message['importance'], Record<string, string>> = {
  low: { Importance: 'low', 'X-Priority': '5' },
  normal: {},
  high: { Importance: 'high', 'X-Priority': '1' },
};

/** Stands for a streamed file while the rest is measured. */
const ONE_BYTE = Buffer.from('x');

/** A message of parts; `files` are the bytes of its attachments. */
export async function build(
  message: Omit<Message, 'text'> & { text: string | undefined },
  headers: OwnHeaders,
  files: readonly FileBytes[],
): Promise<Raw> {
  const mail = (contents: readonly (Buffer | Readable)[]) => mailFrom(message, headers, contents);
  const frame = await mail(files.map((file) => (Buffer.isBuffer(file) ? file : ONE_BYTE))).build();
  const whole = rawOf(frame);
  const streamed = message.attachments.flatMap((attachment, index) => {
    const file = files[index] as FileBytes;
    return Buffer.isBuffer(file) ? [] : [{ bytes: file.bytes, isMessage: isMessage(attachment) }];
  });
  if (streamed.length === 0) return whole;
  const more = streamed.map((one) => writtenLength(one) - writtenLength({ ...one, bytes: ONE_BYTE.length }));
  return {
    bytes: more.reduce((sum, bytes) => sum + bytes, frame.length),
    is8Bit: whole.is8Bit || streamed.some((one) => one.isMessage),
    open: () =>
      lazily(() =>
        mail(files.map((file) => (Buffer.isBuffer(file) ? file : lazily(file.read)))).createReadStream(),
      ),
  };
}

/** A message within a message cannot be base64 (RFC 2046 §5.2.1): nodemailer writes it as it is. */
const isMessage = ({ contentType, filename }: Attachment): boolean =>
  /^message\//i.test(contentType ?? detectMimeType(filename ?? 'bin'));

/** How long a file is in the mail: base64 in lines of 76 characters. */
function writtenLength({ bytes, isMessage }: { bytes: number; isMessage: boolean }): number {
  if (isMessage) return bytes;
  const characters = 4 * Math.ceil(bytes / 3);
  return characters + 2 * Math.max(0, Math.ceil(characters / 76) - 1);
}

function mailFrom(
  message: Omit<Message, 'text'> & { text: string | undefined },
  { from, messageId, date, boundary }: OwnHeaders,
  contents: readonly (Buffer | Readable)[],
) {
  // Field by field, never a spread: nodemailer acts on keys such as `envelope`, `raw`, `path` and `auth`.
  return new MailComposer({
    from: named({ ...message.from, address: from }),
    to: message.to.map(named),
    cc: message.cc.map(named),
    replyTo: message.replyTo.map(named),
    subject: message.subject,
    text: message.text,
    html: message.html,
    icalEvent: message.icalendar && { method: message.icalendar.method, content: message.icalendar.content },
    attachments: message.attachments.map((one, index) => attached(one, contents[index] as Buffer | Readable)),
    headers: { ...written(message.headers), ...importanceHeaders[message.importance] },
    messageId,
    date,
    baseBoundary: boundary,
    // SMTP makes each line break a CR LF, and these bytes are counted and announced before it does.
    newline: 'windows',
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
}

/** nodemailer leaves empty headers out, but of an empty `References` it makes `<>`. */
const written = (headers: Message['headers']) =>
  Object.fromEntries(Object.entries(headers).filter(([, value]) => value.trim() !== ''));

const named = ({ name, address }: Address) => ({ name: name ?? '', address });

const attached = ({ filename, contentType, contentId }: Attachment, content: Buffer | Readable) => ({
  filename: filename ?? (false as const),
  contentType,
  content,
  cid: contentId,
});
