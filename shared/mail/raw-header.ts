import { failed, ok, type Result } from '../failures/result.ts';

/** One field of a header. */
export interface HeaderField {
  /** Its name in lower case. */
  key: string;
  /** As it was written, CR LF within where it is folded. */
  lines: string;
  /** What follows the colon, unfolded. */
  value: string;
}

const wrong = {
  line: 'has a line among its headers that is none: a header is written `Name: value`, and goes on in a line that begins with a space',
  blank: 'has a line of white space among its headers',
  long: 'has a header line of more than 998 characters; fold it',
  odd: 'has characters other than printable ASCII in its headers; write them as encoded words (RFC 2047)',
};

/**
 * The fields of a header (lines parted by CR LF), or what is wrong with it. As strict as RFC 5322 is for writers, so
 * that no reader can find another header in it.
 */
export function readHeader(header: string): Result<HeaderField[], readonly string[]> {
  const found: { key: string; lines: string[] }[] = [];
  const problems = new Set<string>();
  for (const line of header.split('\r\n')) {
    if (line.length > 998) problems.add(wrong.long);
    if (/[^\t -~]/.test(line)) problems.add(wrong.odd);
    const key = /^([!-9;-~]+):/.exec(line)?.[1]?.toLowerCase();
    if (key !== undefined) found.push({ key, lines: [line] });
    else if (/^[ \t]*$/.test(line)) problems.add(wrong.blank);
    else if (/^[ \t]/.test(line) && found.length > 0) found.at(-1)?.lines.push(line);
    else problems.add(wrong.line);
  }
  if (problems.size > 0) return failed([...problems]);
  return ok(
    found.map(({ key, lines }) => ({
      key,
      lines: lines.join('\r\n'),
      value: lines
        .join('')
        .slice(key.length + 1)
        .trim(),
    })),
  );
}
