import PostalMime from 'postal-mime';

/** At most a fifth of a second of work; longer HTML is no letter that somebody reads as text. */
const mostCharacters = 262_144;

/** HTML as plain text; undefined where nothing of it can be read, as in a lone image. The same each time. */
export async function plainTextOf(html: string): Promise<string | undefined> {
  if (html.length > mostCharacters) return undefined;
  const { text = '' } = await PostalMime.parse(besideNoText(withoutLinks(inBlocks(withoutStyles(html)))));
  const lines = text.split('\n').map((line) => line.trim());
  const plain = lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return plain === '' ? undefined : plain;
}

/** postal-mime turns HTML into text where another part of the message is text: here an empty one. */
const besideNoText = (html: string): string =>
  [
    'Content-Type: multipart/mixed; boundary=part',
    '',
    '--part',
    '',
    '',
    '--part',
    'Content-Type: text/html; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from(html).toString('base64'),
    '--part--',
  ].join('\r\n');

/** It takes style sheets outside of the head for text. */
const withoutStyles = (html: string): string =>
  html
    .split(/(?=<\/style)/i)
    .map((piece) => piece.replace(/<style\b.*/is, ''))
    .join('');

/** It writes list items and headings into one line with their neighbours. */
const inBlocks = (html: string): string =>
  html.replace(/<(?=(?:li|blockquote|\/?(?:h[1-6]|[ou]l))\b)/gi, '<br><');

/** `<a href="x">here</a>` as `here (x)`. postal-mime takes minutes for a link that is never closed. */
function withoutLinks(html: string): string {
  let target: string | undefined;
  return html.replace(/<a\b[^<>]*>?|<\/a\b/gi, (tag) => {
    if (!tag.startsWith('</')) {
      target = /\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i.exec(tag)?.slice(1).find(Boolean);
      return '';
    }
    const said = /^(?:https?|mailto):/i.test(target ?? '') ? ` (${target})` : '';
    target = undefined;
    return `${said}</a`;
  });
}
