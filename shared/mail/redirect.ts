import { html } from 'hono/html';
import type { Address, Attachment, Message } from './message.ts';
import { rawBytes } from './raw-message.ts';

/**
 * The message as it goes to one address in place of its recipients: a banner at the top of each form of its content
 * says whom it was for, and the subject is marked. One that came ready to be sent is attached as it is.
 */
export function redirected(message: Message, address: string): Message {
  const { mime, ...parts } = message;
  const meant = meantFor(message);
  const subject = `[redirected] ${message.subject}`;
  const toOne = { to: [{ address }], cc: [], bcc: [], subject };
  if (mime) {
    return { ...parts, ...toOne, text: bannerText(meant), attachments: [attachedMessage(mime)] };
  }
  const isTextNeeded = message.text !== undefined || message.html === undefined;
  return {
    ...parts,
    ...toOne,
    ...(isTextNeeded && { text: `${bannerText(meant)}${message.text ?? ''}` }),
    ...(message.html !== undefined && { html: withBanner(message.html, meant) }),
  };
}

/** `To: ada@contoso.com`, a line for each list that names somebody. */
const meantFor = ({ to, cc, bcc }: Message): readonly string[] =>
  Object.entries({ To: to, Cc: cc, Bcc: bcc })
    .filter(([, list]) => list.length > 0)
    .map(([name, list]) => `${name}: ${list.map(({ address }: Address) => address).join(', ')}`);

const says = 'SendAsApp redirected this message (setting MAIL_REDIRECT_TO). It was meant for:';
const rule = '-'.repeat(60);

const bannerText = (meant: readonly string[]): string => `${[says, ...meant, rule].join('\n')}\n\n`;

/** Behind the tag of the body, where there is one: what stands before it may be moved into the head by a reader. */
function withBanner(page: string, meant: readonly string[]): string {
  const banner = html`<div style="margin:0 0 16px;padding:12px;border:2px solid #b45309;background:#fffbeb;color:#111;font:14px sans-serif">${says}${meant.map((line) => html`<br>${line}`)}</div>`;
  const body = /<body\b[^<>]*>/i.exec(page);
  const at = body ? body.index + body[0].length : 0;
  return `${page.slice(0, at)}${banner}${page.slice(at)}`;
}

const attachedMessage = (mime: NonNullable<Message['mime']>): Attachment => ({
  filename: 'original.eml',
  contentType: 'message/rfc822',
  content: rawBytes(mime),
});
