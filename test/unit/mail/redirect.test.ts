import assert from 'node:assert/strict';
import { test } from 'node:test';
import PostalMime from 'postal-mime';
import { parseMessage } from '../../../shared/mail/parse.ts';
import { redirected } from '../../../shared/mail/redirect.ts';
import { composeWhole } from '../../support/compose-whole.ts';

const from = 'billing@contoso.com';
const everybody = {
  to: ['ada@fabrikam.com', 'bob@fabrikam.com'],
  cc: 'carol@fabrikam.com',
  bcc: 'dan@x.example',
};
const meant = /To: ada@fabrikam\.com, bob@fabrikam\.com\s+Cc: carol@fabrikam\.com\s+Bcc: dan@x\.example/;

/** A message as a reader sees it that went to one address in place of its recipients. */
async function read(input: object) {
  const parsed = parseMessage(input, { id: 'invoice-4711' });
  assert.ok(parsed.ok, JSON.stringify(parsed));
  const composed = await composeWhole(redirected(parsed.value, 'test-mail@contoso.com'), from, new Date(0));
  assert.deepEqual(composed.envelope.to, ['test-mail@contoso.com']);
  const mail = await PostalMime.parse(composed.raw, { forceRfc822Attachments: true });
  assert.deepEqual(mail.to, [{ name: '', address: 'test-mail@contoso.com' }]);
  assert.equal(mail.cc, undefined);
  assert.match(mail.text ?? '', /redirected this message \(setting MAIL_REDIRECT_TO\)/);
  assert.match(mail.text ?? '', meant);
  return mail;
}

test('text and HTML say at their top whom the message was for, and the subject is marked', async () => {
  const mail = await read({
    ...everybody,
    subject: 'Invoice',
    text: 'Hello Ada',
    html: '<html><body class="a"><p>Hello Ada</p></body></html>',
  });
  assert.equal(mail.subject, '[redirected] Invoice');
  assert.match(mail.text ?? '', /Bcc: dan@x\.example\n-+\n\nHello Ada/);
  assert.match(
    mail.html ?? '',
    /^<html><body class="a"><div [^>]*>SendAsApp .*<br>To: ada@fabrikam\.com, .*<\/div><p>Hello Ada/,
  );
});

test('HTML without a body, and without a text beside it, says it in both', async () => {
  const mail = await read({ ...everybody, subject: '', html: '<p>Hello Ada</p>' });
  assert.match(mail.html ?? '', /^<div [^>]*>SendAsApp/);
  assert.match(mail.text ?? '', /Hello Ada$/m);
});

test('a message of a file alone gets a text', async () => {
  const mail = await read({
    ...everybody,
    subject: 'File',
    attachments: [{ filename: 'a.txt', content: 'QQ==' }],
  });
  assert.deepEqual(
    mail.attachments.map(({ filename }) => filename),
    ['a.txt'],
  );
});

test('a message that came ready is attached as it is', async () => {
  const original = `From: ${from}\r\nTo: ada@fabrikam.com\r\nSubject: Ready\r\nX-Order: 4711\r\n\r\nHello Ada\r\n`;
  const mail = await read({ ...everybody, mime: Buffer.from(original).toString('base64') });
  assert.equal(mail.subject, '[redirected] Ready');
  const [attached] = mail.attachments;
  assert.equal(attached?.mimeType, 'message/rfc822');
  // The reader gives its lines back as text has them.
  const lines = Buffer.from(attached?.content as ArrayBuffer)
    .toString()
    .trimEnd()
    .split('\n');
  assert.deepEqual(lines, original.trimEnd().split('\r\n'));
});

test('a subject of encoded words that comes ready makes no line that is longer than mail may have', async () => {
  const words = Array.from({ length: 30 }, () => `=?utf-8?q?${'a'.repeat(60)}?=`).join('\r\n ');
  const original = `From: ${from}\r\nSubject: ${words}\r\n\r\nHello Ada\r\n`;
  const mail = await read({ ...everybody, mime: Buffer.from(original).toString('base64') });
  assert.equal(mail.subject, `[redirected] ${'a'.repeat(255)}`);
});
