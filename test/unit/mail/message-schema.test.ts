import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parseMessage } from '../../../shared/mail/parse.ts';

const root = new URL('../../../', import.meta.url);
const schema = JSON.parse(readFileSync(new URL('docs/message.schema.json', root), 'utf8'));
const fits = new Ajv2020({
  allErrors: true,
  strict: true,
  strictRequired: false,
  validateFormats: false,
}).compile(schema);
const isTaken = (input: unknown) => parseMessage(input, { id: 'queue-id' }).ok;

test('docs/message.schema.json is up to date', () => {
  const script = fileURLToPath(new URL('scripts/write-message-schema.ts', root));
  assert.doesNotThrow(() => execFileSync(process.execPath, [script, '--check'], { stdio: 'pipe' }));
});

const least = { to: 'ada@contoso.com', subject: 'Hello', text: 'Hello Ada' };

const mime = Buffer.from('From: a@x.de\r\n\r\n').toString('base64');

const good: Record<string, object> = {
  'the least message': least,
  'an empty subject and text': { ...least, subject: '', text: '' },
  'several addresses in one text': { ...least, to: 'a@x.de; b@x.de', cc: '' },
  'a list of both kinds of address': { ...least, to: ['a@x.de', { name: 'B', address: 'b@bücher.example' }] },
  'an attachment instead of text': { bcc: 'a@x.de', subject: '', attachments: [{ content: 'SGVsbG8=' }] },
  'a calendar text': { cc: 'a@x.de', subject: '', icalendar: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n' },
  'a time with zone': { ...least, expires: '2026-11-30T19:00:00+01:00' },
  'an emoji in the subject': { ...least, subject: '😀' },
  'HTML in body': { to: 'a@x.de', subject: '', body: '<p>', isHtml: true, reply_to: 'b@x.de' },
  'attachments in other words': {
    ...least,
    attachments: [
      { name: 'a', contentBytes: 'SGVsbG8=' },
      { '$content-type': 'text/plain', $content: 'SGVsbG8=', filename: 'a' },
      { filename: 'a', content: 'SGVsbG8=', encoding: 'base64' },
    ],
  },
  'a priority as a number': { ...least, priority: 1 },
  mime: { to: 'a@x.de', mime },
  'a traceparent that is none': { ...least, traceparent: 'x' },
};

for (const [name, input] of Object.entries(good))
  test(`${name}: schema and parser take it`, () => {
    assert.ok(fits(input), JSON.stringify(fits.errors));
    assert.ok(isTaken(input));
  });

const bad: Record<string, unknown> = {
  'a list': [least],
  'no subject': { to: 'a@x.de', text: '' },
  'no recipient': { subject: '', text: '' },
  'no content': { to: 'a@x.de', subject: '' },
  'an unknown field': { ...least, subjct: '' },
  'an unknown nested field': { ...least, attachments: [{ content: '', nme: '' }] },
  'a text without @': { ...least, to: 'ada' },
  'a line break in the subject': { ...least, subject: 'a\r\nBcc: b@x.de' },
  'a subject of 256 characters': { ...least, subject: 'a'.repeat(256) },
  'an id with a space': { ...least, id: 'a b' },
  'content that is no base64': { ...least, attachments: [{ content: '?' }] },
  '251 attachments': { ...least, attachments: Array(251).fill({ content: '' }) },
  'an unknown importance': { ...least, importance: 'urgent' },
  'a calendar that is none': { ...least, icalendar: 'x' },
  'a time without zone': { ...least, expires: '2026-11-30T18:00:00' },
  'a number in metadata': { ...least, metadata: { a: 1 } },
  '21 metadata': {
    ...least,
    metadata: Object.fromEntries(Array.from({ length: 21 }, (_, index) => [index, ''])),
  },
  'body beside text': { ...least, body: '' },
  'isHtml without body': { ...least, isHtml: true },
  'reply_to beside replyTo': { ...least, reply_to: 'a@x.de', replyTo: 'a@x.de' },
  'two contents of an attachment': { ...least, attachments: [{ content: '', contentBytes: '' }] },
  'an attachment without content': { ...least, attachments: [{ name: 'a' }] },
  'another encoding': { ...least, attachments: [{ content: '', encoding: 'utf8' }] },
  'a priority of 2': { ...least, priority: 2 },
  'mime beside text': { ...least, mime },
  'mime that is no base64': { to: 'a@x.de', mime: '?' },
  'a header name with a space': { ...least, headers: { 'X A': '' } },
};

for (const [name, input] of Object.entries(bad))
  test(`${name}: schema and parser refuse it`, () => {
    assert.equal(fits(input), false);
    assert.equal(isTaken(input), false);
  });

test('the examples in the schema are right', () => {
  for (const example of schema.examples) assert.ok(fits(example) && isTaken(example));
  for (const [field, { examples = [] }] of Object.entries<{ examples?: unknown[] }>(schema.properties))
    for (const example of examples) {
      const input = { ...(field === 'mime' ? { to: least.to } : least), [field]: example };
      assert.ok(fits(input), `${field}: ${JSON.stringify(fits.errors)}`);
      assert.ok(isTaken(input), field);
    }
  for (const example of schema.$defs.addresses.examples) assert.ok(isTaken({ ...least, to: example }));
});

test('every field is explained', () => {
  for (const [field, { title, description }] of Object.entries<Record<string, string>>(schema.properties))
    assert.ok(title && description, field);
});
