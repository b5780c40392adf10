import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { wholeMessage } from '../../../shared/administration/whole-message.ts';
import { claim } from '../../../shared/intake/claim-check.ts';
import { recordOf } from '../../../shared/intake/record-of.ts';
import { unpack } from '../../../shared/mail/content.ts';
import { receive } from '../../../shared/mail/receive.ts';
import { memoryBlobs } from '../../support/memory-blobs.ts';

const base64 = (bytes: number) => randomBytes(bytes).toString('base64');
const least = { id: 'invoice-4711', to: 'ada@fabrikam.com' };
const mime = Buffer.from(`From: billing@contoso.com\r\nSubject: Ready\r\n\r\n${'a line\r\n'.repeat(20_000)}`);

async function kept(input: object) {
  const content = memoryBlobs();
  const received = receive([{ address: 'billing@contoso.com', senders: [] }], input, 'queue-id');
  assert.ok(received.ok);
  const record = recordOf(received.value, { takenInAt: 0, now: 0, token: 't' });
  const taken = await claim({ stores: { content }, newId: () => 'one' }, received.value, record);
  assert.ok(taken.ok);
  return { content, found: { key: 'key', ...taken.value } };
}

const messages: Record<string, object> = {
  small: { ...least, subject: '', text: 'Hello' },
  'large files': {
    ...least,
    subject: '',
    attachments: [
      { content: base64(40_000) },
      { name: 'a', contentBytes: base64(40_000) },
      { content: 'eA==' },
    ],
  },
  'a large text and a file': {
    ...least,
    subject: '',
    text: base64(80_000),
    attachments: [{ '$content-type': 'a/b', $content: base64(60_000) }],
  },
  'a raw message': { ...least, mime: mime.toString('base64') },
};

for (const [name, input] of Object.entries(messages)) {
  test(`a message as it came: ${name}`, async () => {
    const { content, found } = await kept(input);
    const whole = await wholeMessage(content, found);
    assert.deepEqual(unpack(whole.content ?? assert.fail()), input);
  });
}

test('without its blob it has no content', async () => {
  const { content, found } = await kept(messages['large files'] ?? assert.fail());
  await content.remove(found.record.stored?.blob ?? '');
  assert.equal('content' in (await wholeMessage(content, found)), false);
});
