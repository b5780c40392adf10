import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { claim, unclaim } from '../../../shared/intake/claim-check.ts';
import { rowsOf } from '../../../shared/intake/content-blob.ts';
import { recordOf } from '../../../shared/intake/record-of.ts';
import { mailboxKey } from '../../../shared/mail/mailbox-key.ts';
import { receive } from '../../../shared/mail/receive.ts';
import { openParts, readInput } from '../../../shared/mail/stored.ts';
import { composeWhole } from '../../support/compose-whole.ts';
import { memoryBlobs } from '../../support/memory-blobs.ts';

const now = Date.parse('2026-11-25T12:00:00Z');
const mailbox = 'billing@contoso.com';
const base64 = (bytes: number) => randomBytes(bytes).toString('base64');
const least = { id: 'invoice-4711', to: 'ada@fabrikam.com' };

function received(input: unknown) {
  const read = receive([{ address: mailbox, senders: [] }], input, 'queue-id');
  assert.ok(read.ok, read.ok ? '' : read.error.fault.said);
  return read.value;
}

/** A message as its room takes it in, and the container. */
async function claimed(input: object, unique = 'one', content = memoryBlobs(() => now)) {
  const message = received({ ...least, ...input });
  const record = recordOf(message, { takenInAt: now, now, token: 'a-token' });
  const taken = await claim({ stores: { content }, newId: () => unique }, message, record);
  return { content, message, before: record, taken };
}

const ready = `From: ${mailbox}\r\nSubject: Ready\r\n\r\n${'a line\r\n'.repeat(20_000)}`;
const file = { filename: 'a.bin', contentBytes: base64(50_000) };

const kinds: readonly { name: string; input: object; head: boolean; parts: number }[] = [
  { name: 'a small message', input: { subject: '', text: 'Hello' }, head: false, parts: 0 },
  {
    name: 'a long text that packs well',
    input: { subject: '', text: 'Hello Ada. '.repeat(100_000) },
    head: false,
    parts: 0,
  },
  {
    name: 'a text that fits into no row',
    input: { subject: '', text: base64(70_000) },
    head: true,
    parts: 0,
  },
  {
    name: 'large files',
    input: {
      subject: '',
      text: 'Hello',
      attachments: [{ content: base64(40_000) }, file, { content: 'eA==' }],
    },
    head: false,
    parts: 2,
  },
  {
    name: 'a text that fits into no row beside a large file',
    input: { subject: '', html: base64(70_000), attachments: [file] },
    head: true,
    parts: 1,
  },
  { name: 'a raw message', input: { mime: Buffer.from(ready).toString('base64') }, head: false, parts: 1 },
];

for (const { name, input, head, parts } of kinds) {
  test(`${name}: what its row does not hold is in one blob`, async () => {
    const { content, before, taken } = await claimed(input);
    assert.ok(taken.ok);
    const { record, content: row } = taken.value;
    const { stored } = record;
    assert.equal(content.blobs.size, head || parts > 0 ? 1 : 0);
    assert.equal(row.length === 0, head);
    assert.ok(row.length <= 65_536);
    if (content.blobs.size === 0) return assert.deepEqual(record, before);
    assert.deepEqual(record, { ...before, stored });
    assert.deepEqual([stored?.head !== undefined, stored?.parts?.length], [head, parts]);
    assert.deepEqual(rowsOf(stored?.blob ?? ''), {
      key: mailboxKey(mailbox),
      rowKeys: ['m!invoice-4711', `m!invoice-4711~${record.hash.slice(0, 8)}`],
    });
    const bytes = (stored?.parts ?? []).reduce((sum, part) => sum + part.bytes, stored?.head ?? 0);
    assert.equal(content.blobs.get(stored?.blob ?? '')?.content.length, bytes);
  });

  test(`${name}: each attempt sends what it would have been in memory`, async () => {
    const { content, message, taken } = await claimed(input);
    assert.ok(taken.ok);
    const { record, content: row } = taken.value;
    const stores = { content };
    const written = await readInput(stores, record.stored ?? {}, row);
    assert.ok(written.ok);
    const kept = received(written.value).message;
    const sent = async () => {
      const opened = await openParts(stores, kept, record.stored ?? {});
      assert.ok(opened.ok);
      return composeWhole(kept, mailbox, new Date(now), opened.value);
    };
    const whole = await composeWhole(message.message, mailbox, new Date(now));
    const first = await sent();
    // A boundary is made of all content, and of a streamed file's key instead of its bytes.
    assert.equal(withoutBoundaries(first.raw), withoutBoundaries(whole.raw));
    assert.ok(first.raw.equals((await sent()).raw));
    assert.deepEqual([first.messageId, first.envelope], [whole.messageId, whole.envelope]);
  });
}

const withoutBoundaries = (raw: Buffer) => raw.toString('latin1').replace(/[0-9a-f]{40}/g, '-');

test('where the blob cannot be written, nothing is taken in', async () => {
  const content = memoryBlobs();
  content.away = { at: 'storage', code: 'ServerBusy', said: 'HTTP 503' };
  const { taken } = await claimed({ subject: '', attachments: [file] }, 'one', content);
  assert.deepEqual(taken, { ok: false, error: content.away });
});

test('the blob of a repeat goes, but not where it is this very message that was taken in', async () => {
  const first = await claimed({ subject: '', attachments: [file] });
  const second = await claimed({ subject: '', attachments: [file] }, 'two', first.content);
  assert.ok(first.taken.ok && second.taken.ok);
  const stores = { content: first.content };
  const [known, again] = [first.taken.value.record, second.taken.value.record];
  assert.equal(first.content.blobs.size, 2);
  await unclaim({ stores }, known, known);
  assert.equal(first.content.blobs.size, 2);
  await unclaim({ stores }, again, known);
  assert.deepEqual([...first.content.blobs.keys()], [known.stored?.blob]);
  // The id was another message's.
  await unclaim({ stores }, known);
  assert.equal(first.content.blobs.size, 0);
});

test('names of others lead to no row', () => {
  for (const name of ['a', 'key/id/x', 'key/id~a/', '/id~a/x', 'key/id~a/x/y'])
    assert.equal(rowsOf(name), undefined, name);
});
