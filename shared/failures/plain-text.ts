/**
 * Undoes what JSON, web pages and mail programs do to a text on its way to whoever pastes it: escapes, HTML entities,
 * quoted-printable, typographic quotes and invisible characters. Line ends stay.
 */
export function plainText(text: string): string {
  return asTyped(withoutHtml(withoutQuotedPrintable(withoutEscapes(text))));
}

/** Escapes of JSON and of program text, up to three times escaped themselves; the bound keeps wild texts quick. */
const withoutEscapes = (text: string): string =>
  text
    .replace(/\\{1,8}u([0-9a-f]{4})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/(?:\\{1,8}r)?\\{1,8}n/g, '\n')
    .replace(/\\{1,8}(["'/])/g, '$1');

/** RFC 2045 §6.7. The hexadecimal form is undone only where something shows that this is quoted-printable. */
function withoutQuotedPrintable(text: string): string {
  const joined = text.replace(/=\r?\n(?=\S)/g, '');
  if (joined === text && !/=3D/i.test(text)) return text;
  return joined.replace(/(?:=[0-9A-F]{2})+/g, (bytes) =>
    Buffer.from(bytes.replaceAll('=', ''), 'hex').toString('utf8'),
  );
}

const entities: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', rsquo: "'" };

const withoutHtml = (text: string): string =>
  text
    .replace(/<\/?(?:br|p|div|span|td|tr|font)(?:\s[^<>]{0,300})?\/?>/gi, ' ')
    .replace(/&amp;/gi, '&')
    .replace(/&#(x?)([0-9a-f]{1,5});/gi, (_, hex: string, digits: string) =>
      String.fromCharCode(Number.parseInt(digits, hex ? 16 : 10)),
    )
    .replace(/&([a-z]{2,5});/gi, (whole, name: string) => entities[name.toLowerCase()] ?? whole);

const asTyped = (text: string): string =>
  text
    .replace(/[\u00ad\u200b-\u200d\u2060\ufeff]/g, '')
    .replace(/[‘’‚‛]/g, "'")
    .replace(/[“”„‟]/g, '"')
    .replace(/[‐‑‒–−]/g, '-');
