import assert from 'node:assert/strict';
import PostalMime, { type Address, decodeWords } from 'postal-mime';
import type { Message } from '../../shared/mail/message.ts';
import type { Envelope } from '../../shared/mail/submission.ts';
import type { Canary } from './canary.ts';

/** Headers that composing adds to those of the message. */
const ours = ['content-type', 'date', 'from', 'message-id', 'mime-version'];
/** There as well where the message has only one part. */
const ofParts = ['content-transfer-encoding', 'content-disposition', 'content-id'];

/**
 * What goes over the line says what the message says, read by a mail reader that is not ours: its sender, recipients,
 * subject, headers, content and files, and nothing beside it.
 */
export async function isAsMeant(
  message: Message,
  { raw, envelope }: { raw: Buffer; envelope: Envelope },
  canary: Canary,
): Promise<void> {
  const end = raw.indexOf('\r\n\r\n');
  const header = raw.toString('latin1', 0, end);
  for (const line of header.split('\r\n')) {
    assert.match(line, /^[\t -~]*[!-~][\t -~]*$/);
    assert.ok(line.length <= 998, `a line of ${line.length}`);
  }
  assert.doesNotMatch(raw.toString('latin1'), /(?<!\r)\n/);

  const recipients = [message.to, message.cc, message.bcc].flat().map(({ address }) => address);
  assert.deepEqual(envelope.to, recipients);

  const mail = await PostalMime.parse(raw, { forceRfc822Attachments: true });
  assert.deepEqual(
    mail.headers
      .map(({ key }) => key)
      .filter((key) => !ofParts.includes(key))
      .sort(),
    expectedHeaders(message).sort(),
  );
  for (const [name, value] of Object.entries(message.headers)) {
    const header = mail.headers.find(({ key }) => key === name.toLowerCase());
    if (!/^(?:in-reply-to|references)$/i.test(name))
      assert.equal(asRead(decodeWords(header?.value ?? '')), asRead(value), name);
  }
  for (const { key, value } of mail.headers) assert.doesNotMatch(decodeWords(value), /[\r\n\0]/, key);
  assert.equal(asRead(mail.subject), asRead(message.subject));
  assert.deepEqual(people([mail.from ?? assert.fail()]), [[asRead(message.from?.name), envelope.from]]);
  for (const list of ['to', 'cc', 'replyTo'] as const) {
    const meant = message[list].map(({ name, address }) => [asRead(name), address]);
    assert.deepEqual(people(mail[list] ?? []), meant, list);
  }
  assert.equal(mail.bcc, undefined);
  if (message.text !== undefined) assert.equal(lines(mail.text), lines(message.text));
  if (message.html !== undefined) assert.equal(lines(mail.html), lines(message.html));
  for (const { filename, content } of mail.attachments) {
    assert.doesNotMatch(filename ?? '', /[\r\n\0]/);
    assert.ok(!canary.isIn(Buffer.from(content as ArrayBuffer)));
  }
  assert.ok(!canary.isIn(`${mail.text}${mail.html}`));
  const files = mail.attachments.filter(({ mimeType }) => !/calendar|ics/.test(mimeType));
  assert.deepEqual(
    files.map(({ filename, mimeType, content }) => [
      asRead(filename ?? ''),
      bytesOf(mimeType, Buffer.from(content as ArrayBuffer)),
    ]),
    message.attachments.map(({ filename, contentType, content }) => [
      asRead(filename),
      bytesOf(contentType, Buffer.isBuffer(content) ? content : assert.fail('not among these messages')),
    ]),
  );
}

/** A message within a message cannot be base64 (RFC 2046 §5.2.1), so its line breaks become those of mail. */
const bytesOf = (type: string | undefined, content: Buffer): Buffer | string =>
  type?.startsWith('message/') ? lines(content.toString('latin1')) : content;

function expectedHeaders({ to, cc, replyTo, subject, headers, importance }: Message): string[] {
  return [
    ...ours,
    ...(to.length > 0 ? ['to'] : []),
    ...(cc.length > 0 ? ['cc'] : []),
    ...(replyTo.length > 0 ? ['reply-to'] : []),
    ...(/^ *$/.test(subject) ? [] : ['subject']),
    ...Object.entries(headers)
      .filter(([, value]) => value.trim() !== '')
      .map(([name]) => name.toLowerCase()),
    ...(importance === 'normal' ? [] : ['importance', 'x-priority']),
  ];
}

const people = (addresses: readonly Address[]) =>
  addresses.map(({ name, address }) => [asRead(name), address]);

/** Folding may turn white space into a space, a value has none at its ends, and readers drop byte order marks. */
const folded = (text = '') => text.replaceAll('\ufeff', '').replace(/\s+/g, ' ').trim();

/** ASCII that is itself an encoded word may go out as it is: then most readers decode it, in quotes too. */
const asRead = (text = '') => folded(decodeWords(text));

/** Mail has one kind of line break, the last one of a part may be the part's own, and readers drop byte order marks. */
const lines = (text = '') =>
  text
    .replaceAll('\ufeff', '')
    .replace(/\r*\n|\r/g, '\n')
    .replace(/\n+$/, '');
