import fc from 'fast-check';
import type { Canary } from './canary.ts';
import { asLine, goodAddress, lineText, repeated, SECRET, wildText } from './texts.ts';

/** The one mailbox. */
export const SENDER = 'billing@contoso.com';

const wellFormed = wildText(300).map((text) => text.toWellFormed());
const base64 = fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes).toString('base64'));

const recipient = fc.oneof(
  goodAddress,
  fc.record({ address: goodAddress }),
  fc.record({ name: lineText(), address: goodAddress }),
);

const recipients = fc.oneof(
  fc.array(recipient, { maxLength: 4 }),
  fc.array(goodAddress, { minLength: 1, maxLength: 3 }).map((addresses) => addresses.join('; ')),
);

const fileName = lineText(80).map((name) => name || 'a');
const mediaType = fc.constantFrom(
  'application/pdf',
  'text/plain; charset=utf-8',
  'image/png',
  'message/rfc822',
);

const attachment = fc.oneof(
  fc.record({ filename: fileName, contentType: mediaType, content: base64 }, { requiredKeys: ['content'] }),
  fc.record({ name: fileName, contentBytes: base64 }),
  fc.record({ $content: base64, '$content-type': mediaType }),
);

const headerName = fc.oneof(
  fc.stringMatching(/^X-[A-Za-z0-9-]{1,20}$/),
  fc.constantFrom('List-Unsubscribe', 'Auto-Submitted', 'x-a', 'X-A'),
);
const longLine = repeated.map((text) => asLine(text).slice(0, 997).toWellFormed());

const headers = fc
  .tuple(
    fc.dictionary(headerName, fc.oneof(lineText(), lineText(900), longLine), { maxKeys: 3 }),
    fc.constantFrom({}, { References: '<a@x.de> b@x.de' }, { references: '' }, { 'In-Reply-To': '<a@x.de>' }),
  )
  .map(([some, ids]) => ({ ...some, ...ids }));

const content = fc.oneof(
  fc.record({ text: wellFormed }),
  fc.record({ html: wellFormed }),
  fc.record({ body: wellFormed, isHtml: fc.boolean() }, { requiredKeys: ['body'] }),
  fc.record({ text: wellFormed, html: wellFormed }),
  fc.record({ icalendar: wellFormed.map((text) => `BEGIN:VCALENDAR\r\n${text}`) }),
);

const rest = fc.record(
  {
    id: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,30}$/),
    from: fc.record({ name: lineText(), address: fc.constantFrom(SENDER, SENDER.toUpperCase()) }),
    to: recipients,
    cc: recipients,
    bcc: recipients,
    replyTo: recipients,
    subject: lineText(255),
    attachments: fc.array(attachment, { maxLength: 3 }),
    headers,
    priority: fc.constantFrom('low', 'normal', 'high', 1, 3, 5, '1', '3', '5'),
    importance: fc.constantFrom('low', 'normal', 'high'),
    metadata: fc.constantFrom({ order: '4711' }),
    traceparent: lineText(),
  },
  { requiredKeys: ['to', 'subject'] },
);

/** A message that the contract takes, but for a header or a recipient now and then. */
export const goodMessage = fc.tuple(rest, content).map(([fields, parts]) => ({ ...fields, ...parts }));

const fieldNames = [
  ...['id', 'from', 'to', 'cc', 'bcc', 'replyTo', 'subject', 'text', 'html', 'attachments', 'headers'],
  ...['priority', 'ifUncertain', 'importance', 'icalendar', 'metadata', 'expires', 'mime', 'body', 'isHtml'],
  ...['reply_to', 'traceparent', 'textt', '__proto__', 'constructor', 'toString'],
];

/** What ought to be refused in most places: other kinds, half texts, and the words that make nodemailer read files. */
export function wildMessage({ file, url }: Canary): fc.Arbitrary<Record<string, unknown>> {
  const reads = fc.constantFrom<unknown>(
    ...[{ path: file }, { href: url }, { path: url }, { raw: SECRET }, { content: { path: file } }],
    ...[
      { filename: 'a', path: file },
      { content: '', href: url },
      { envelope: { to: 'eve@x.de' } },
      file,
      url,
    ],
    ...[`<img src="${url}"><a href="file://${file}">`, { name: SECRET, address: 'a@x.de', group: [] }],
  );
  const value = fc.oneof(
    wildText(),
    wildText().map((text) => `${SECRET}${text}`),
    repeated,
    reads,
    fc.array(fc.oneof(reads, wildText(), goodAddress, attachment), { maxLength: 3 }),
    fc.jsonValue({ maxDepth: 3 }),
    fc.dictionary(fc.oneof(headerName, wildText(10)), wildText(), { maxKeys: 3 }),
    fc.record({ name: wildText(), address: fc.oneof(goodAddress, wildText()) }),
    fc.record({ filename: wildText(), content: base64, contentType: wildText(), contentId: wildText() }),
    goodAddress,
    base64,
  );
  return fc
    .tuple(goodMessage, fc.array(fc.tuple(fc.constantFrom(...fieldNames), value), { maxLength: 4 }))
    .map(([message, changes]) => {
      const entries = [...Object.entries(message), ...changes];
      const members = entries.map(([name, written]) => `${JSON.stringify(name)}:${JSON.stringify(written)}`);
      return JSON.parse(`{${members.join()}}`);
    });
}

/** Where a text of a message ends up in a header. */
const placesInHeaders: readonly ((text: string) => object)[] = [
  (subject) => ({ subject }),
  (name) => ({ from: { name, address: SENDER } }),
  (name) => ({ to: [{ name, address: 'ada@fabrikam.com' }], cc: 'bob@fabrikam.com' }),
  (value) => ({ headers: { 'X-A': value } }),
  (value) => ({ headers: { 'List-Unsubscribe': `<https://contoso.com/${value}>` } }),
  (value) => ({ headers: { References: value } }),
  (value) => ({ headers: { 'In-Reply-To': `<${value}@x.de>` } }),
  (filename) => ({ attachments: [{ filename, content: 'SGVsbG8=' }] }),
  (text) => ({ attachments: [{ content: '', contentType: `text/plain; name="${text}"`, filename: 'a' }] }),
  (contentId) => ({ html: '<p>a</p>', attachments: [{ content: '', filename: 'a', contentId }] }),
];

/** A message that is right but for one text in a header, which may be anything. */
export const messageWithWildHeader = fc
  .tuple(
    goodMessage,
    fc.constantFrom(...placesInHeaders),
    fc.oneof(
      wildText(),
      wildText(1_000),
      repeated.map((text) => text.slice(0, 1_000)),
      fc
        .array(
          fc.oneof(
            wildText(10),
            fc.nat(80).map((count) => ' '.repeat(count)),
          ),
        )
        .map((texts) => texts.join('')),
    ),
  )
  .map(([message, put, text]) => ({ ...message, ...put(text) }));
