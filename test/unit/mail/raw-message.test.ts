import assert from 'node:assert/strict';
import { test } from 'node:test';
import PostalMime from 'postal-mime';
import { parseMessage } from '../../../shared/mail/parse.ts';
import { readRawMessage, withOwnHeaders } from '../../../shared/mail/raw-message.ts';
import { receive } from '../../../shared/mail/receive.ts';

const crlf = (...lines: readonly string[]) => lines.join('\r\n');
const from = 'From: Contoso <billing@contoso.com>';
const least = crlf(from, 'Subject: Hello', '', 'Hello Ada', '');
const read = (written: string) => readRawMessage(Buffer.from(written));

const taken = (written: string) => {
  const result = read(written);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
};

const problems = (written: string): readonly string[] => {
  const result = read(written);
  assert.ok(!result.ok, 'was taken');
  return result.error;
};

test('From, Subject and body are read', () => {
  const message = taken(
    crlf(
      'X-A: 1',
      'from:  "Contoso, Inc. <x@y.de>"',
      '\t<Billing@Contoso.com>',
      'SUBJECT: =?utf-8?Q?Gr=C3=BC=C3=9Fe=0D=0Aan_Ada?=',
      '',
      'a',
      '',
      'b',
    ),
  );
  assert.equal(message.from, 'Billing@Contoso.com');
  assert.equal(message.subject, 'Grüße an Ada');
  assert.equal(message.body.toString(), 'a\r\n\r\nb');
});

const authors: Record<string, string | undefined> = {
  'a@x.de': 'a@x.de',
  '<a@x.de>': 'a@x.de',
  'Contoso Inc. <a@x.de>': 'a@x.de',
  '"b@x.de, \\"c\\"" <a@x.de>': 'a@x.de',
  '=?utf-8?Q?b=40x.de?= <a@x.de>': 'a@x.de',
  '': undefined,
  Contoso: undefined,
  'a@x.de, b@x.de': undefined,
  'a@x.de,': undefined,
  'a@x.de; b@x.de': undefined,
  'A <a@x.de> <b@x.de>': undefined,
  '<b@x.de> a@x.de': undefined,
  'b@x.de <a@x.de>': undefined,
  'Us: a@x.de;': undefined,
  'a@x.de (b@x.de)': undefined,
  '(b@x.de) a@x.de': undefined,
  '"a@x.de': undefined,
  '"a"@x.de': undefined,
  '<@y.de:a@x.de>': undefined,
  'a@[127.0.0.1]': undefined,
  '=?utf-8?Q?=3Ca=40x.de=3E?=': undefined,
  [`${'a '.repeat(500)}<a@x.de>`]: undefined,
};

for (const [value, address] of Object.entries(authors))
  test(`From: ${value.slice(0, 40)} is ${address ?? 'refused'}`, () => {
    const folded = value.replace(/(.{400} )(?=.)/g, '$1\r\n ');
    const result = read(crlf(`From: ${folded}`, '', ''));
    assert.deepEqual(
      result.ok ? result.value.from : result.error,
      address ?? ['must have exactly one address in its `From`, such as Contoso <billing@contoso.com>'],
    );
  });

const foreign = [
  ...['Resent-From', 'RESENT-To', 'Bcc', 'Return-Path', 'Received', 'Authentication-Results'],
  ...['ARC-Seal', 'DKIM-Signature', 'X-MS-Exchange-Organization-SCL'],
];

const refused: readonly [name: string, written: string, says: readonly RegExp[]][] = [
  ['nothing', '', [/^has no empty line after its headers$/]],
  ['a header without end', crlf(from, 'Subject: a'), [/^has no empty line/]],
  ['lines that end with LF', least.replaceAll('\r\n', '\n'), [/^must end each line with CR LF/]],
  ['a lone CR in the body', `${least}a\rb`, [/^must end each line with CR LF/]],
  ['a lone LF in the header', least.replace('Hello', 'a\nBcc: b@x.de'), [/^must end each line/]],
  ['a NUL', least.replace('Hello', 'a\0b'), [/^has a NUL character/]],
  ['no From', crlf('Subject: a', '', ''), [/^must have exactly one header `From`$/]],
  ['two From', crlf(from, from, '', ''), [/^must have exactly one header `From`$/]],
  [
    'another Sender',
    crlf(from, 'Sender: ceo@contoso.com', '', ''),
    [/^has a `Sender` that is not its `From`$/],
  ],
  ['a Sender that is none', crlf(from, 'Sender:', '', ''), [/^has a `Sender`/]],
  ['an 8-bit header', crlf(from, 'Subject: ü', '', ''), [/^has characters other than printable ASCII/]],
  ['a long line', crlf(from, `X-A: ${'a'.repeat(994)}`, '', ''), [/^has a header line of more than 998/]],
  ['a space before the colon', crlf(from, 'Bcc : a@x.de', '', ''), [/^has a line among its headers/]],
  ['no colon', crlf(from, 'Hello', '', ''), [/^has a line among its headers/]],
  ['an mbox line', crlf('From ada Mon Nov 30', from, '', ''), [/^has a line among its headers/]],
  ['a first line that goes on', crlf(' a', from, '', ''), [/^has a line among its headers/]],
  ['a line of white space', crlf(from, ' \t', 'Bcc: a@x.de', '', ''), [/^has a line of white space/]],
  ['an empty header', crlf('', '', ''), [/^has a line of white space/]],
  [
    'two subjects',
    crlf(from, 'Subject: a', 'subject: b', '', ''),
    [/^has the header `Subject` more than once$/],
  ],
  [
    'headers of the way, and no From',
    crlf(...foreign.map((name) => `${name}: x`), '', ''),
    [
      /`Resent-…`/,
      /`Bcc`/,
      /`Return-Path`/,
      /`Received`/,
      /`Authentication-Results`/,
      /`ARC-…`/,
      /`DKIM-Signature`/,
      /`X-MS-…`/,
      /`From`$/,
    ],
  ],
];

for (const [name, written, says] of refused)
  test(`${name} is refused`, () => {
    const found = problems(written);
    assert.equal(found.length, says.length, found.join('\n'));
    for (const [index, expected] of says.entries()) assert.match(found[index] ?? '', expected);
  });

test('our Message-ID and Date win, all else stays byte for byte', async () => {
  const body = Buffer.from(crlf('.', '', 'Grüße', 'Message-ID: <in@body>', '', ''));
  const header = crlf(
    'DATE: Mon, 1 Jan 2001 00:00:00 +0000',
    'X-A:  1',
    '\t 2 ',
    from,
    'Message-Id:',
    ' <theirs@x.de>',
    'x-a: 3',
    'Date: x',
  );
  const message = taken(`${header}\r\n\r\n${body}`);
  const raw = withOwnHeaders(message, '<ours@contoso.com>', new Date('2026-11-25T12:34:56Z'));
  const expected = crlf(
    'X-A:  1',
    '\t 2 ',
    from,
    'x-a: 3',
    'Message-ID: <ours@contoso.com>',
    'Date: Wed, 25 Nov 2026 12:34:56 +0000',
  );
  assert.equal(raw.toString(), `${expected}\r\n\r\n${body}`);
  const seen = await PostalMime.parse(raw);
  assert.equal(seen.messageId, '<ours@contoso.com>');
  assert.equal(seen.date, '2026-11-25T12:34:56.000Z');
});

const mime = Buffer.from(least).toString('base64');
const messageProblems = (input: object) => {
  const result = parseMessage({ to: 'ada@fabrikam.com', mime, ...input }, { id: 'queue-id' });
  return result.ok ? [] : result.error.map(({ path, says }) => `${path}: ${says}`);
};

test('a message is named and found by the Subject of its mime', () => {
  const result = parseMessage({ to: 'ada@fabrikam.com', mime }, { id: 'queue-id' });
  assert.ok(result.ok);
  assert.equal(result.value.subject, 'Hello');
  assert.equal(result.value.mime?.from, 'billing@contoso.com');
  assert.ok(Object.isFrozen(result.value.mime?.fields[0]));
});

const besideMime = {
  subject: 'a',
  text: 'a',
  html: 'a',
  body: 'a',
  icalendar: 'BEGIN:VCALENDAR\n',
  attachments: [{ content: '' }],
  headers: { 'X-A': '' },
  importance: 'high',
  replyTo: 'a@x.de',
  reply_to: 'a@x.de',
};

for (const [field, value] of Object.entries(besideMime))
  test(`${field} beside mime is refused`, () =>
    assert.deepEqual(messageProblems({ [field]: value }), [
      `${field}: may not stand beside \`mime\`, which says it itself`,
    ]));

test('what is wrong with mime is named, and nothing of it repeated', () => {
  assert.deepEqual(messageProblems({ mime: `${mime}=` }), [
    'mime: must be base64 in the standard alphabet, padded and without line breaks',
  ]);
  const bad = Buffer.from(crlf('From: SECRET', 'SECRET', 'X-SECRET: ü', '', '')).toString('base64');
  const found = messageProblems({ mime: bad, to: [], subject: 7 });
  assert.equal(found.length, 4);
  assert.doesNotMatch(found.join(), /SECRET/);
});

const billing = { address: 'billing@contoso.com', senders: ['invoices@contoso.com'] };
const withFrom = (author: string) =>
  Buffer.from(least.replace('billing@contoso.com', author)).toString('base64');

const senders: readonly [from: object, author: string, problem?: RegExp][] = [
  [{}, 'BILLING@contoso.com'],
  [{ from: 'invoices@contoso.com' }, 'invoices@contoso.com'],
  [{ from: 'invoices@contoso.com' }, 'billing@contoso.com', /`From`, which is invoices@contoso.com$/],
  [{}, 'ceo@contoso.com', /^must have the sender in its `From`, which is billing@contoso.com$/],
];

for (const [sender, author, problem] of senders)
  test(`from ${JSON.stringify(sender)} with ${author} in mime is ${problem ? 'refused' : 'taken'}`, () => {
    const body = { ...sender, to: 'ada@fabrikam.com', mime: withFrom(author) };
    const received = receive([billing], body, 'queue-id');
    assert.equal(received.ok, problem === undefined);
    if (received.ok || !problem) return;
    const [found] = received.error.problems;
    assert.equal(received.error.fault.code, 'message-invalid');
    assert.equal(found?.path, 'mime');
    assert.match(found.says, problem);
  });
