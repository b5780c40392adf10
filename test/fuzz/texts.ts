import fc from 'fast-check';

/** Stands in content that no problem and no log line may repeat. */
export const SECRET = 'SECRET';

/** Whether words of ours repeat content; the name of a field may stand in them. */
export const tells = (says: string): boolean => says.replace(/`[\w$-]+`/g, '').includes(SECRET);

/** What ends a line, a header, an address, a part or a string somewhere on the way. */
export const fragments = [
  ...[
    '\r\n',
    '\n',
    '\r',
    '\0',
    '\t',
    ' ',
    '\u00a0',
    '\u0085',
    '\u2028',
    '\u2029',
    '\ufeff',
    '\u200b',
    '\u00ad',
  ],
  ...[
    '\ud800',
    '\udfff',
    '\ufffe',
    '\u0001',
    '\u007f',
    '😀',
    'ü',
    'e\u0301',
    '\u202e',
    '\ufdfd',
    '\u{10ffff}',
  ],
  ...[
    '\r\nBcc: eve@x.de',
    '\nBcc: eve@x.de',
    '\rBcc: eve@x.de',
    '\r\n\r\n<p>',
    '\r\n.\r\n',
    '\r\n ',
    ': ',
    ':',
  ],
  ...[
    '@',
    '<',
    '>',
    '"',
    '\\',
    ',',
    ';',
    '(',
    ')',
    '[',
    ']',
    "'",
    '`',
    '%',
    '&',
    '/',
    '..',
    '=',
    '?',
    '_',
    '-',
  ],
  ...['=?utf-8?Q?=0D=0ABcc:_eve@x.de?=', '=?utf-8?B?DQpCY2M6IGV2ZUB4LmRl?=', '=?', '?=', '=0D=0A', '%0d%0a'],
  ...['a@x.de', '<a@x.de>', 'Ada', 'contoso.com', 'bücher.example', 'xn--bcher-kva.example', '@[127.0.0.1]'],
  ...['--', '--=_', 'Content-Type: text/html', 'BEGIN:VCALENDAR\r\n', '<a href="', '<style>', '</p>', '&#0;'],
  ...['/etc/hostname', 'file:///etc/hostname', 'data:text/plain,x', '__proto__', 'constructor', SECRET],
] as const;

/** Any text, odd Unicode and half surrogate pairs included, with what breaks out of headers in it. */
export const wildText = (maxLength = 60): fc.Arbitrary<string> =>
  fc
    .oneof(
      { weight: 3, arbitrary: fc.array(fc.constantFrom(...fragments), { maxLength: 8 }) },
      {
        weight: 2,
        arbitrary: fc.array(fc.oneof(fc.constantFrom(...fragments), fc.string({ maxLength: 9 })), {
          maxLength: 8,
        }),
      },
      { weight: 1, arbitrary: fc.array(fc.string({ unit: 'binary', maxLength })) },
    )
    .map((pieces) => pieces.join('').slice(0, maxLength));

/** As a header of the contract takes it: one line, in encoded words too, and whole surrogate pairs. */
export const asLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\u2028\u2029]|=0D=0A|DQpC/gu, '')
    .replace(/ {61,}/g, ' ')
    .toWellFormed();

export const lineText = (maxLength = 60): fc.Arbitrary<string> => wildText(maxLength).map(asLine);

/** One piece over and over, up to 64 KiB: what makes a search go back again and again. */
export const repeated: fc.Arbitrary<string> = fc
  .tuple(
    fc.array(fc.oneof(fc.constantFrom(...fragments), fc.string({ maxLength: 4 })), {
      minLength: 1,
      maxLength: 3,
    }),
    fc.nat(65_536),
    fc.constantFrom('', 'a', '>', '"', '@x.de'),
  )
  .map(([pieces, length, end]) => {
    const piece = pieces.join('') || 'a';
    return piece.repeat(Math.floor(length / piece.length)) + end;
  });

/** Right addresses, in each kind of writing that the contract takes. */
export const goodAddress: fc.Arbitrary<string> = fc
  .tuple(
    fc.stringMatching(/^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,12}(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,12})?$/),
    fc.constantFrom(
      'contoso.com',
      'FABRIKAM.com',
      'bücher.example',
      'a.b-c.example',
      'xn--bcher-kva.example',
    ),
  )
  .map(([local, domain]) => `${local}@${domain}`);
