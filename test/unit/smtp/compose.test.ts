import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import PostalMime from 'postal-mime';
import type { MessageInput } from '../../../shared/mail/message.ts';
import { parseMessage } from '../../../shared/mail/parse.ts';
import { composeWhole } from '../../support/compose-whole.ts';

const from = 'billing@contoso.com';
const date = new Date('2026-11-25T12:34:56Z');
const least = { id: 'invoice-4711', to: 'ada@fabrikam.com', subject: 'Invoice', text: 'Hello Ada' };

const full = {
  ...least,
  from: { name: 'Contoso Billing', address: from },
  to: [{ name: 'Ada Lovelace', address: 'ada@fabrikam.com' }],
  cc: ['bob@fabrikam.com'],
  bcc: ['audit@contoso.com'],
  replyTo: 'help@contoso.com',
  html: '<p>Hello <img src="cid:logo"></p>',
  importance: 'high',
  headers: { 'X-Invoice': '4711', 'List-Unsubscribe': '<https://contoso.com/stop>' },
  attachments: [
    { filename: 'Rechnung für Ada.txt', contentType: 'text/plain', content: 'SGVsbG8=' },
    { filename: 'logo.png', contentType: 'image/png', content: 'iVBORw0KGgo=', contentId: 'logo' },
  ],
  icalendar: { method: 'REQUEST', content: 'BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n' },
} satisfies MessageInput;

function composed(input: object, sender = from) {
  const written = JSON.parse(JSON.stringify({ ...least, ...input }));
  const message = parseMessage(written, { id: 'queue-id' });
  assert.ok(message.ok, JSON.stringify(message));
  return composeWhole(message.value, sender, date);
}

/** The header lines, unfolded. */
const headerLines = (raw: Buffer) =>
  (raw.toString('latin1').split('\r\n\r\n')[0] ?? '').replace(/\r\n[ \t]+/g, ' ').split('\r\n');

const headerNames = (raw: Buffer) => headerLines(raw).map((line) => line.slice(0, line.indexOf(':')));

test('two attempts give the same message byte for byte', async () => {
  const [first, second] = [await composed(full), await composed(full)];
  assert.deepEqual(first.raw, second.raw);
  assert.equal(first.messageId, second.messageId);
});

test('Message-ID comes from id and From, at the domain of From', async () => {
  const { messageId, raw } = await composed({});
  assert.match(messageId, /^<[0-9a-f]{40}@contoso\.com>$/);
  assert.ok(headerLines(raw).includes(`Message-ID: ${messageId}`));
  assert.equal((await composed({ subject: 'Another' })).messageId, messageId);
  assert.notEqual((await composed({ id: 'invoice-4712' })).messageId, messageId);
  assert.notEqual((await composed({}, 'alerts@contoso.com')).messageId, messageId);
});

test('Date is when the message was first taken in', async () => {
  assert.ok(headerLines((await composed({})).raw).includes('Date: Wed, 25 Nov 2026 12:34:56 +0000'));
});

test('each recipient is in the envelope, Bcc nowhere in the bytes', async () => {
  const { envelope, raw } = await composed(full);
  assert.deepEqual(envelope, { from, to: ['ada@fabrikam.com', 'bob@fabrikam.com', 'audit@contoso.com'] });
  assert.doesNotMatch(raw.toString('latin1'), /audit|^bcc:/im);
});

test('a message with Bcc alone names nobody', async () => {
  const { envelope, raw } = await composed({ to: undefined, bcc: 'audit@contoso.com' });
  assert.deepEqual(envelope.to, ['audit@contoso.com']);
  assert.doesNotMatch(raw.toString('latin1'), /audit|^(?:to|cc|bcc):/im);
});

test('From is the configured address with the name of the message', async () => {
  const { raw, envelope } = await composed({ from: { name: 'Contoso', address: 'BILLING@contoso.com' } });
  assert.ok(headerLines(raw).includes('From: Contoso <billing@contoso.com>'));
  assert.equal(envelope.from, from);
});

test('a mail reader finds all of it again', async () => {
  const mail = await PostalMime.parse((await composed(full)).raw);
  assert.deepEqual(mail.from, { name: 'Contoso Billing', address: from });
  assert.deepEqual(mail.to, [{ name: 'Ada Lovelace', address: 'ada@fabrikam.com' }]);
  assert.deepEqual(
    mail.cc?.map(({ address }) => address),
    ['bob@fabrikam.com'],
  );
  assert.deepEqual(
    mail.replyTo?.map(({ address }) => address),
    ['help@contoso.com'],
  );
  assert.equal(mail.subject, 'Invoice');
  assert.equal(mail.text?.trim(), 'Hello Ada');
  assert.equal(mail.html?.trim(), full.html);

  const found = (name: string) => mail.attachments.find(({ filename }) => filename === name);
  const text = found('Rechnung für Ada.txt');
  assert.equal(text?.mimeType, 'text/plain');
  assert.equal(Buffer.from(text?.content as ArrayBuffer).toString(), 'Hello');
  const logo = found('logo.png');
  assert.equal(logo?.disposition, 'inline');
  assert.equal(logo?.contentId, '<logo>');
  assert.equal(Buffer.from(logo?.content as ArrayBuffer).toString('base64'), 'iVBORw0KGgo=');
  const invite = mail.attachments.find(({ mimeType }) => mimeType === 'text/calendar');
  assert.equal(invite?.method, 'REQUEST');
});

test('headers of the message are written', async () => {
  const lines = headerLines((await composed(full)).raw);
  assert.ok(lines.includes('X-Invoice: 4711'));
  assert.ok(lines.includes('List-Unsubscribe: <https://contoso.com/stop>'));
});

// `References: <>` went out, and a value of 998 characters made a line of 999.
test('an empty header is left out, and the longest one fits into its line', async () => {
  const headers = { References: ' ', 'X-Empty': '', 'X-Long': 'a'.repeat(997) };
  const raw = (await composed({ headers })).raw.toString('latin1');
  assert.doesNotMatch(raw, /^(?:References|X-Empty)/m);
  assert.equal(Math.max(...raw.split('\r\n').map((line) => line.length)), 998);
});

// Spaces at the end of a long subject got a line of their own.
test('no line of a header is blank, wherever it is folded', async () => {
  for (let length = 40; length < 90; length += 1) {
    const value = `${'a'.repeat(length)}${' '.repeat(60)}${'b '.repeat(40)}`;
    const { raw } = await composed({
      subject: value,
      headers: { 'X-A': value },
      from: { name: value, address: from },
      attachments: [{ filename: value, content: '' }],
    });
    assert.doesNotMatch(raw.toString('latin1'), /\r\n[ \t]+\r\n/);
  }
});

// They were counted, and announced as SIZE, with one byte for each line break.
test('line breaks are those of mail', async () => {
  const { raw } = await composed({ text: 'a\nb\r\n\n', html: '<p>\n</p>' });
  assert.doesNotMatch(raw.toString('latin1'), /(?<!\r)\n/);
});

const importances = [
  ['low', ['Importance: low', 'X-Priority: 5']],
  ['normal', []],
  ['high', ['Importance: high', 'X-Priority: 1']],
] as const;

for (const [importance, expected] of importances) {
  test(`importance ${importance}`, async () => {
    const lines = headerLines((await composed({ importance })).raw);
    assert.deepEqual(lines.filter((line) => /priority|importance/i.test(line)).sort(), expected);
  });
}

const partTypes = async (input: object) =>
  [
    ...(await composed({ text: undefined, ...input })).raw
      .toString('latin1')
      .matchAll(/^Content-Type: (\S+);/gim),
  ].map(([, type]) => type);

test('HTML without text gets a text of its own', async () => {
  const html = '<p>Hello <b>Ada</b></p><p>See <a href="https://contoso.com/">us</a></p>';
  const { raw } = await composed({ text: undefined, html });
  const { text } = await PostalMime.parse(raw);
  assert.equal(text?.trim(), 'Hello Ada\n\nSee us (https://contoso.com/)');
  assert.deepEqual(raw, (await composed({ text: undefined, html })).raw);
});

test('no text is made of an image, of a calendar, or beside a text that is empty', async () => {
  assert.deepEqual(await partTypes({ html: '<img src="cid:logo">' }), ['text/html']);
  assert.doesNotMatch((await partTypes({ icalendar: full.icalendar })).join(), /text\/plain/);
  assert.deepEqual(await partTypes({ text: '', html: '<p>Hello</p>' }), ['text/html']);
  assert.deepEqual(await partTypes({ html: '<p>Hello</p>' }), [
    'multipart/alternative',
    'text/plain',
    'text/html',
  ]);
});

test('a message that came ready goes to the recipients of the contract, with our Message-ID and Date', async () => {
  const written = [
    `From: Contoso <${from}>`,
    'To: Everybody <all@fabrikam.com>',
    'Subject: Hello',
    'Message-ID: <theirs@contoso.com>',
    'Date: Mon, 1 Jan 2001 00:00:00 +0000',
    'Content-Type: text/plain; charset=utf-8',
    '',
    '.\r\nGrüße\r\n',
  ];
  const mime = Buffer.from(written.join('\r\n')).toString('base64');
  const recipients = { to: 'ada@fabrikam.com', bcc: 'audit@contoso.com' };
  const message = parseMessage({ id: 'invoice-4711', ...recipients, mime }, { id: 'queue-id' });
  assert.ok(message.ok);
  const { raw, envelope, messageId } = await composeWhole(message.value, from, date);
  assert.deepEqual(envelope, { from, to: ['ada@fabrikam.com', 'audit@contoso.com'] });
  const own = [`Message-ID: ${messageId}`, 'Date: Wed, 25 Nov 2026 12:34:56 +0000'];
  assert.equal(
    raw.toString(),
    [...written.slice(0, 3), written[5], ...own, ...written.slice(6)].join('\r\n'),
  );
  assert.deepEqual((await composeWhole(message.value, from, date)).raw, raw);
});

test('an attachment without a name gets none', async () => {
  const { attachments } = await PostalMime.parse(
    (await composed({ attachments: [{ contentType: 'application/pdf', content: 'SGVsbG8=' }] })).raw,
  );
  assert.deepEqual(
    attachments.map(({ filename, mimeType }) => [filename, mimeType]),
    [[null, 'application/pdf']],
  );
});

test('names of files and addresses in the content are words, not read or fetched', async () => {
  const words = {
    text: '/etc/hostname',
    html: '<img src="file:///etc/hostname"><img src="https://127.0.0.1:1/">',
  };
  const mail = await PostalMime.parse((await composed(words)).raw);
  assert.equal(mail.text?.trim(), words.text);
  assert.equal(mail.html?.trim(), words.html);
  assert.deepEqual(mail.attachments, []);
});

test('a path or an address that got past the contract is refused as well', async () => {
  const message = parseMessage(least, { id: 'queue-id' });
  assert.ok(message.ok);
  const withText = (text: object) => composeWhole({ ...message.value, text: text as never }, from, date);
  await assert.rejects(withText({ path: '/etc/hostname' }), { code: 'EFILEACCESS' });
  await assert.rejects(withText({ href: 'https://127.0.0.1:1/' }), { code: 'EURLACCESS' });
});

// The boundary came from the id alone, so that whoever wrote a part of the text could end it and begin an attachment.
test('content cannot hold the boundary that parts it', async () => {
  const boundaryIn = (raw: Buffer) => /boundary="([^"]+)"/.exec(raw.toString('latin1'))?.[1] ?? assert.fail();
  const known = boundaryIn((await composed({ html: '<p>Hello</p>' })).raw);
  const part = 'Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=bad.exe';
  const forged = await composed({ html: '<p>Hello</p>', text: `Hello\r\n--${known}\r\n${part}\r\n\r\nbad` });
  assert.deepEqual((await PostalMime.parse(forged.raw)).attachments, []);

  const withFile = (content: string) =>
    composed({
      attachments: [{ contentType: 'message/rfc822', content: Buffer.from(content).toString('base64') }],
    });
  assert.notEqual(boundaryIn((await withFile('a')).raw), boundaryIn((await withFile('b')).raw));
});

/** Texts that a header of the contract takes: no control characters, no line breaks, whole surrogate pairs. */
const wildText = fc
  .oneof(
    fc.string({ unit: 'binary', maxLength: 120 }),
    fc.string({ unit: 'grapheme', maxLength: 120 }),
    fc.string({
      unit: fc.constantFrom('=', '?', 'B', 'Q', '_', ' ', '<', '>', '"', '\\', ',', ':', 'ü', '😀'),
    }),
  )
  .map((text) => text.replace(/[\p{Cc}\u2028\u2029]/gu, '').slice(0, 120))
  .filter((text) => text.isWellFormed());

test('any subject and name comes back, and no header comes with it', async () => {
  // An empty subject has no line of its own.
  const namesBesideSubject = (raw: Buffer) => headerNames(raw).filter((name) => name !== 'Subject');
  const expected = namesBesideSubject((await composed({})).raw);
  await fc.assert(
    fc.asyncProperty(wildText, wildText, async (subject, name) => {
      const to = { name, address: 'ada@fabrikam.com' };
      const { raw, envelope } = await composed({ subject, from: { name, address: from }, to });
      assert.deepEqual(namesBesideSubject(raw), expected);
      assert.deepEqual(envelope, { from, to: ['ada@fabrikam.com'] });

      const mail = await PostalMime.parse(raw);
      assert.equal(folded(mail.subject), folded(subject));
      const people = [mail.from, ...(mail.to ?? [])].map((person) => [folded(person?.name), person?.address]);
      assert.deepEqual(people, [
        [folded(name), from],
        [folded(name), 'ada@fabrikam.com'],
      ]);
    }),
    { numRuns: 150 },
  );
});

/** Folding may turn white space into a space, and a header's value has none at its ends. */
const folded = (text = '') => text.replace(/\s+/g, ' ').trim();
