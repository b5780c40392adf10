import assert from 'node:assert/strict';
import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { readRawMessage, withOwnHeaders } from '../../../shared/mail/raw-message.ts';
import { SENDER } from '../messages.ts';
import { type FuzzProperty, inTime } from '../property.ts';
import { fragments, lineText, repeated, tells, wildText } from '../texts.ts';

const MESSAGE_ID = '<ours@contoso.com>';
const DATE = new Date('2026-11-25T12:34:56Z');

const names = [
  ...[
    'From',
    'from',
    'FROM',
    'To',
    'Cc',
    'Subject',
    'Message-ID',
    'message-id',
    'Date',
    'Sender',
    'Reply-To',
  ],
  ...['Bcc', 'Received', 'Return-Path', 'Resent-From', 'DKIM-Signature', 'ARC-Seal', 'MIME-Version', 'X-A'],
  ...['Content-Type', 'Content-Transfer-Encoding', 'X-MS-Exchange-Organization-SCL', 'References'],
];

const value = fc.oneof(
  fc.constantFrom(SENDER, `<${SENDER}>`, `Contoso <${SENDER}>`, `"eve@x.de" <${SENDER}>`, 'eve@x.de'),
  fc.constantFrom(
    'multipart/mixed; boundary=b',
    'multipart/mixed;\r\n boundary="b"',
    'message/rfc822',
    'base64',
  ),
  lineText(),
  wildText(),
  repeated.map((text) => text.slice(0, 3_000)),
);

const headerLine = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(fc.constantFrom(...names), value).map((pair) => pair.join(': ')) },
  { weight: 1, arbitrary: wildText() },
  { weight: 1, arbitrary: fc.constantFrom(' folded', '\tBcc: eve@x.de', ' ', '\t') },
);

const body = fc.oneof(
  wildText(200),
  fc
    .array(fc.constantFrom('--b', '--b--', '', 'From: eve@x.de', 'Content-Type: text/html', 'Hello'))
    .map((lines) => lines.join('\r\n')),
);

/** Mostly right: one From of the sender, and then whatever comes. */
const likely = fc
  .tuple(fc.array(headerLine, { maxLength: 5 }), fc.nat(5), body)
  .map(([lines, at, content]) =>
    [...lines.slice(0, at), `From: Contoso <${SENDER}>`, ...lines.slice(at), '', content].join('\r\n'),
  );

const spoilt = fc
  .tuple(likely, fc.nat(200), fc.constantFrom(...fragments))
  .map(([text, at, piece]) => text.slice(0, at) + piece + text.slice(at));

const anything = fc.oneof(
  likely,
  spoilt,
  wildText(200),
  repeated,
  repeated.map((text) => `From: ${text}\r\n\r\n`),
);

const refused =
  /^(?:bcc|received|return-path|resent-.*|dkim-signature|arc-.*|authentication-results|x-ms-.*)$/;

const headerOf = (raw: Buffer) => raw.toString('latin1', 0, raw.indexOf('\r\n\r\n'));

const oneLine = (text = '') => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');

/** Lines of a header but those that we write. */
const linesOf = (raw: Buffer) =>
  headerOf(raw)
    .replace(/\r\n(?=[ \t])/g, '\0')
    .split('\r\n')
    .filter((line) => !/^(?:message-id|date):/i.test(line));

export const mimeProperties: readonly FuzzProperty[] = [
  {
    name: 'a raw message is refused in our words, or goes out with one sender and no header that it may not have',
    property: fc.asyncProperty(
      anything,
      fc.constantFrom<BufferEncoding>('utf8', 'latin1'),
      async (text, encoding) => {
        const bytes = Buffer.from(text, encoding);
        const read = await inTime(bytes.length, () => readRawMessage(bytes));
        if (!read.ok) {
          for (const says of read.error) assert.ok(says.length > 0 && !tells(says), says);
          return;
        }
        const raw = withOwnHeaders(read.value, MESSAGE_ID, DATE);
        assert.deepEqual(linesOf(raw), linesOf(bytes));
        assert.deepEqual(raw.subarray(raw.indexOf('\r\n\r\n')), bytes.subarray(bytes.indexOf('\r\n\r\n')));
        assert.doesNotMatch(raw.toString('latin1'), /\r(?!\n)|(?<!\r)\n|\0/);
        const mail = await PostalMime.parse(raw);
        const keys = mail.headers.map(({ key }) => key);
        for (const key of keys) assert.doesNotMatch(key, refused);
        for (const own of ['from', 'message-id', 'date'])
          assert.equal(keys.filter((key) => key === own).length, 1, own);
        assert.equal(mail.from?.address, read.value.from);
        if (mail.sender) assert.equal(mail.sender.address?.toLowerCase(), read.value.from.toLowerCase());
        assert.equal(mail.messageId, MESSAGE_ID);
        assert.equal(mail.date, DATE.toISOString());
        assert.equal(read.value.subject, oneLine(mail.subject));
      },
    ),
  },
];
