import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { receive } from '../../../shared/mail/receive.ts';
import { takeOut } from '../../../shared/mail/take-out.ts';

const mailboxes = [{ address: 'billing@contoso.com', senders: [] }];
const least = { id: 'invoice-4711', to: 'ada@fabrikam.com', subject: 'Invoice' };
const file = (bytes: number) => randomBytes(bytes).toString('base64');

function received(input: object) {
  const read = receive(mailboxes, JSON.parse(JSON.stringify({ ...least, ...input })), 'queue-id');
  assert.ok(read.ok, read.ok ? '' : read.error.fault.said);
  return read.value;
}

const takenFrom = (input: object) => {
  const { message, input: written } = received(input);
  const { parts, input: left } = takeOut({ message, input: written });
  return { of: parts.map(({ of, bytes }) => [of, bytes.length]), left, written, message, parts };
};

const cases: readonly { name: string; attachments: object[]; of: [number, number][] }[] = [
  { name: 'what a queue message carries stays whole', attachments: [{ content: file(49_152) }], of: [] },
  { name: 'one byte more goes', attachments: [{ content: file(49_153) }], of: [[0, 49_153]] },
  {
    name: 'small ones stay, whatever they are together',
    attachments: Array.from({ length: 4 }, () => ({ content: file(16_383) })),
    of: [],
  },
  {
    name: 'each large one goes, whatever its bytes are called; a file in a container is no bytes',
    attachments: [
      { content: file(20_000) },
      { name: 'a.pdf', contentBytes: file(30_000) },
      { blob: 'invoices/1.pdf' },
      { '$content-type': 'a/b', $content: file(16_384) },
      { content: file(100) },
    ],
    of: [
      [0, 20_000],
      [1, 30_000],
      [3, 16_384],
    ],
  },
];

for (const { name, attachments, of } of cases) {
  test(`taken out: ${name}`, () => {
    const taken = takenFrom({ text: 'Hello', attachments });
    assert.deepEqual(taken.of, of);
    if (of.length === 0) assert.ok(taken.left === taken.written);
    // What is left is right by the contract, and the same but for the bytes.
    const left = received(taken.left as object).message;
    const gone = new Set(of.map(([index]) => index));
    const without = taken.message.attachments.map((one, index) =>
      gone.has(index) ? { ...one, content: Buffer.alloc(0) } : one,
    );
    assert.deepEqual(left, { ...taken.message, attachments: without });
    for (const { of: index, bytes } of taken.parts)
      assert.equal(bytes, taken.message.attachments[Number(index)]?.content);
  });
}

const header = 'From: billing@contoso.com\r\nSubject: Ready\r\nX-Folded: a\r\n b\r\n\r\n';
const mime = (body: string) => Buffer.from(`${header}${body}`).toString('base64');
const raw = { ...least, subject: undefined };

test('the body of a large raw message goes, its headers stay', () => {
  const body = 'x'.repeat(49_153);
  const { of, left, message, parts } = takenFrom({ ...raw, mime: mime(body) });
  assert.deepEqual(of, [['mime', 49_153]]);
  assert.equal(parts[0]?.bytes.toString(), body);
  assert.equal((left as { mime: string }).mime, Buffer.from(header).toString('base64'));
  const { message: headersOnly } = received({ subject: undefined, ...(left as object) });
  assert.deepEqual(headersOnly.mime, { ...message.mime, body: Buffer.alloc(0) });
});

test('a small raw message stays whole', () => {
  assert.deepEqual(takenFrom({ ...raw, mime: mime('x') }).of, []);
});
