import { createHash } from 'node:crypto';
import { html } from 'hono/html';
import type { MessageInput } from '../mail/message.ts';
import type { Notice } from './notice.ts';
import { shortened } from './shortened.ts';

/** A notice as a message: the same for the same notice, so that a repeat is known by its id and its content. */
export function noticeMessage(notice: Notice, to: readonly string[]): MessageInput & { id: string } {
  return {
    id: `alert-${createHash('sha256').update(notice.key).digest('hex').slice(0, 32)}`,
    to: [...to],
    subject: oneLine(notice.subject, 255),
    text: textOf(readable(notice)),
    html: htmlOf(readable(notice)),
    headers: { 'Auto-Submitted': 'auto-generated' },
    ...(notice.mood === 'bad' && { importance: 'high' as const }),
  };
}

/** More of one text than this is no mail any more: a query may have as many lines as somebody liked to write. */
const MOST_CHARACTERS = 2_000;

const readable = (notice: Notice): Notice => ({
  ...notice,
  headline: oneLine(notice.headline, 255),
  says: notice.says.map((sentence) => shortened(sentence, MOST_CHARACTERS)),
  facts: notice.facts.map(({ name, value }) => ({ name, value: shortened(value, MOST_CHARACTERS) })),
});

/** What comes from elsewhere may hold line breaks, wide gaps, half characters and encoded words, which no header takes. */
const oneLine = (text: string, most: number): string =>
  text
    .toWellFormed()
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .replaceAll('=?', '= ?')
    .slice(0, most)
    .toWellFormed()
    .trim();

function textOf({ headline, says, facts, links }: Notice): string {
  const width = Math.max(0, ...facts.map(({ name }) => Math.min(name.length, 24)));
  const blocks = [
    [headline, '='.repeat(Math.min(headline.length, 72))],
    says,
    facts.map(
      ({ name, value }) => `${name.padEnd(width)}  ${value.replaceAll('\n', `\n${' '.repeat(width + 2)}`)}`,
    ),
    links.map(({ text, address }) => `${text}: ${address}`),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`.toWellFormed();
}

const colours = { bad: '#b91c1c', warning: '#b45309', good: '#15803d', neutral: '#1d4ed8' };

/** Tables and inline styles: Outlook knows no others. */
function htmlOf({ headline, mood, says, facts, links }: Notice): string {
  const cell = 'padding:4px 12px 4px 0;vertical-align:top;border-bottom:1px solid #e5e7eb';
  return String(html`<!doctype html>
<html lang="en">
<body style="margin:0;padding:16px;background:#ffffff;color:#111827;font:15px/1.5 'Segoe UI',Arial,sans-serif">
<h1 style="margin:0 0 12px;padding:0 0 0 12px;border-left:6px solid ${colours[mood]};font-size:20px">${headline}</h1>
${says.map((sentence) => html`<p style="margin:0 0 8px">${sentence}</p>`)}
<table role="presentation" cellspacing="0" style="margin:12px 0;border-collapse:collapse;font-size:14px">
${facts.map(
  ({ name, value }) => html`<tr>
<th scope="row" style="${cell};text-align:left;font-weight:600;color:#4b5563">${name}</th>
<td style="${cell};white-space:pre-wrap;word-break:break-word">${value}</td>
</tr>
`,
)}</table>
${links.map(({ text, address }) => html`<p style="margin:0 0 4px"><a href="${address}">${text}</a></p>`)}
</body>
</html>
`).toWellFormed();
}
