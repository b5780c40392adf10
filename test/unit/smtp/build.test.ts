import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';
import { parseMessage } from '../../../shared/mail/parse.ts';
import type { Streamed } from '../../../shared/mail/raw.ts';
import { compose } from '../../../shared/smtp/compose.ts';

const streamed = (content: Buffer, onRead = () => {}): Streamed => ({
  bytes: content.length,
  key: `the ${content.length}`,
  async *read() {
    onRead();
    for (let at = 0; at < content.length; at += 1_000) yield content.subarray(at, at + 1_000);
  },
});

/** A message with files, of which some are read as they are sent. */
async function composed(files: readonly object[], parts: ReadonlyMap<number, Streamed>, text?: string) {
  const message = parseMessage(
    { to: 'ada@fabrikam.com', subject: 'Hello', ...(text !== undefined && { text }), attachments: files },
    { id: 'invoice-4711' },
  );
  assert.ok(message.ok, JSON.stringify(message));
  const { raw } = await compose(message.value, 'billing@contoso.com', new Date(0), { attachments: parts });
  return raw;
}

const lengths = [1, 2, 3, 56, 57, 58, 113, 114, 115, 999, 65_536, 1_000_003];

test('what is announced as its length is its length', async () => {
  for (const length of lengths) {
    const file = streamed(randomBytes(length));
    for (const text of [undefined, 'Hello\nAda']) {
      const raw = await composed([{ blob: 'a.bin' }, { content: 'SGVsbG8=' }], new Map([[0, file]]), text);
      assert.equal(raw.bytes, (await buffer(raw.open())).length, `${length} ${text}`);
    }
    const alone = await composed([{ blob: 'a.bin' }], new Map([[0, file]]));
    assert.equal(alone.bytes, (await buffer(alone.open())).length, `${length} alone`);
  }
});

test('a message as a file is no base64, and may have eight bits', async () => {
  const letter = Buffer.from(`Subject: Hi\r\n\r\n${'Grüße\r\n'.repeat(50)}`);
  const raw = await composed([{ blob: 'a.eml' }], new Map([[0, streamed(letter)]]), 'See there');
  const sent = await buffer(raw.open());
  assert.ok(sent.includes(letter));
  assert.deepEqual([raw.is8Bit, raw.bytes], [true, sent.length]);
});

test('nothing is read before somebody reads, and each time anew', async () => {
  let reads = 0;
  const file = streamed(randomBytes(5_000), () => {
    reads += 1;
  });
  const raw = await composed([{ blob: 'a.bin' }], new Map([[0, file]]));
  const unread = raw.open();
  await new Promise(setImmediate);
  assert.equal(reads, 0);
  unread.destroy();
  assert.ok((await buffer(raw.open())).equals(await buffer(raw.open())));
  assert.equal(reads, 2);
});

test('who stops reading lets go of the source', async () => {
  let isFreed = false;
  const endless: Streamed = {
    bytes: 1e9,
    key: 'endless',
    async *read() {
      try {
        for (;;) yield Buffer.alloc(65_536);
      } finally {
        isFreed = true;
      }
    },
  };
  const content = (await composed([{ blob: 'a.bin' }], new Map([[0, endless]]))).open();
  for await (const _ of content) break;
  for (let turns = 0; turns < 20 && !isFreed; turns += 1) await new Promise(setImmediate);
  assert.ok(isFreed);
});

test('a file that was not opened is a bug, not an empty attachment', async () => {
  await assert.rejects(composed([{ blob: 'a.bin' }], new Map()), /has to be opened/);
});
