import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { BlobServiceClient } from '@azure/storage-blob';
import PostalMime from 'postal-mime';
import { type Blobs, openBlobs } from '../../../shared/azure/blobs.ts';
import { CONTENT_CONTAINER } from '../../../shared/azure/content-container.ts';
import { type Desk, onDesk, until } from '../../support/desk.ts';
import { startWay } from '../../support/way.ts';
import { ask, hello } from '../http/ask.ts';

const FILES = 'mail-attachments';
const file = randomBytes(5_000_000);

function containersOf({ azurite }: Pick<Desk, 'azurite'>): { content: Blobs; files: Blobs } {
  const service = BlobServiceClient.fromConnectionString(azurite.connectionString);
  const of = (name: string) => openBlobs(service.getContainerClient(name));
  return { content: of(CONTENT_CONTAINER), files: of(FILES) };
}

/** The names of all blobs that hold content. */
async function contentOf(desk: Desk): Promise<readonly string[]> {
  const names = await containersOf(desk).content.namesBefore(Date.now() + 60_000);
  assert.ok(names.ok);
  return names.value;
}

/** The files of the newest message that Exchange Online took. */
async function filesOf({ exchange }: Desk): Promise<Record<string, Buffer>> {
  const { attachments } = await PostalMime.parse(exchange.messages.at(-1)?.raw ?? '');
  return Object.fromEntries(
    attachments.map(({ filename, content }) => [filename, Buffer.from(content as ArrayBuffer)]),
  );
}

const large = {
  attachments: [
    { name: 'large.bin', contentBytes: file.toString('base64') },
    { filename: 'small.txt', content: 'SGVsbG8=' },
  ],
};

test('a large message is posted, lies in a blob until it is sent, and then is gone', () =>
  onDesk({}, async (desk) => {
    desk.contoso.exchange.play = [{ stage: 'rcpt', reply: '450 4.5.0 Greylisted', times: 1 }];
    const posted = await ask(desk, 'POST', 'messages', { body: hello({ ...large, id: 'large' }) });
    assert.equal(posted.status, 202, posted.text);
    await desk.attempt('large');
    const waiting = await desk.kept('large', 'waiting');
    assert.deepEqual(await contentOf(desk), [waiting.stored?.blob]);
    assert.deepEqual(waiting.stored?.parts, [{ of: 0, at: 0, bytes: file.length }]);

    // A repeat leaves nothing behind.
    const again = await ask(desk, 'POST', 'messages', { body: hello({ ...large, id: 'large' }) });
    assert.deepEqual([again.status, again.json.status], [202, posted.json.status]);
    assert.equal((await contentOf(desk)).length, 1);
    const other = await ask(desk, 'POST', 'messages', {
      body: hello({ ...large, id: 'large', text: 'Other' }),
    });
    assert.equal(other.status, 409);
    assert.equal((await contentOf(desk)).length, 1);

    await desk.hurry();
    await desk.kept('large', 'accepted');
    const sent = await filesOf(desk);
    assert.ok(sent['large.bin']?.equals(file));
    assert.equal(String(sent['small.txt']), 'Hello');
    await until('the blob to go', desk.host, async () => (await contentOf(desk)).length === 0 || undefined);
  }));

test('a producer’s file is named, sent and kept; what is wrong with one is told', () =>
  onDesk({ env: { MAIL_ATTACHMENTS_CONTAINER: FILES } }, async (desk) => {
    const { files } = containersOf(desk);
    assert.ok((await files.write('invoices/4711.pdf', [file])).ok);
    await desk.enqueue(hello({ id: 'named', attachments: [{ blob: 'invoices/4711.pdf' }] }));
    await desk.kept('named', 'accepted');
    assert.ok((await filesOf(desk))['4711.pdf']?.equals(file));
    assert.ok((await files.look('invoices/4711.pdf')).ok);

    // At the door it is told at once; a message in the queue waits for a person, who puts the file there.
    const missing = { attachments: [{ blob: 'invoices/4712.pdf' }] };
    const refused = await ask(desk, 'POST', 'messages', { body: hello(missing) });
    assert.deepEqual([refused.status, refused.json.problems[0].path], [400, 'attachments[0].blob']);
    await desk.enqueue(hello({ ...missing, id: 'missing' }));
    const buried = await desk.kept('missing', 'buried');
    assert.equal(buried.failure, 'attachment-missing');
    assert.ok((await files.write('invoices/4712.pdf', [Buffer.from('late')])).ok);
    assert.equal((await ask(desk, 'POST', 'messages/missing/resend')).status, 202);
    await desk.kept('missing', 'accepted');
    assert.equal(String((await filesOf(desk))['4712.pdf']), 'late');

    // What was taken in is what is sent, or it says so.
    const soon = new Date(Date.now() + 3_000).toISOString();
    await ask(desk, 'POST', 'messages', {
      body: hello({ id: 'changed', sendAt: soon, attachments: [{ blob: 'invoices/4712.pdf' }] }),
    });
    assert.ok((await files.write('invoices/4712.pdf', [Buffer.from('later')])).ok);
    assert.equal((await desk.kept('changed', 'buried')).failure, 'attachment-changed');
    assert.ok(!desk.host.output().includes('4712.pdf'));
  }));

test('a large text and a large raw message go out whole', () =>
  onDesk({}, async (desk) => {
    const text = randomBytes(150_000).toString('base64');
    const { status } = await ask(desk, 'POST', 'messages', { body: hello({ id: 'text', text }) });
    assert.equal(status, 202);
    await desk.kept('text', 'accepted');
    const received = await PostalMime.parse(desk.exchange.messages.at(-1)?.raw ?? '');
    assert.equal(received.text?.trim(), text);

    const body = `${'Grüße aus der Rechnungsstelle\r\n'.repeat(40_000)}`;
    const from = desk.contoso.mailbox.address;
    const mime = Buffer.from(
      `From: ${from}\r\nSubject: Ready\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n${body}`,
    );
    const posted = await ask(desk, 'POST', 'messages', {
      body: { id: 'raw', to: 'ada@fabrikam.example', mime: mime.toString('base64') },
    });
    assert.equal(posted.status, 202, posted.text);
    await desk.kept('raw', 'accepted');
    assert.ok(String(desk.exchange.messages.at(-1)?.raw).endsWith(`\r\n\r\n${body}`));
    await until('the blobs to go', desk.host, async () => (await contentOf(desk)).length === 0 || undefined);
  }));

test('while blobs are away a large message is not taken in, and a small one goes', async () => {
  const way = await startWay();
  let blobPort = 0;
  const blobsBy = (connectionString: string) =>
    connectionString.replace(/(?<=BlobEndpoint=http:\/\/127\.0\.0\.1:)\d+/, (port) => {
      blobPort = Number(port);
      return String(way.port);
    });
  try {
    await onDesk(
      { env: ({ azurite }) => ({ MAIL_STORAGE: blobsBy(azurite.connectionString) }) },
      async (desk) => {
        const body = hello({ ...large, id: 'large' });
        const refused = await ask(desk, 'POST', 'messages', { body });
        assert.equal(refused.status, 503);
        assert.match(refused.text, /storage-unreachable/);
        assert.ok(refused.headers.get('retry-after'));
        assert.equal((await ask(desk, 'POST', 'messages', { body: hello({ id: 'small' }) })).status, 202);
        await desk.kept('small', 'accepted');

        // What was taken in waits for its blob, and is sent once it can be read.
        way.lead(blobPort);
        desk.contoso.exchange.play = [{ stage: 'rcpt', reply: '450 4.5.0 Greylisted', times: 1 }];
        assert.equal((await ask(desk, 'POST', 'messages', { body })).status, 202);
        await desk.attempt('large');
        way.cut();
        await desk.hurry();
        assert.deepEqual((await desk.attempt('large', 2)).failure?.[0]?.id, 'storage-unreachable');
        way.lead(blobPort);
        await desk.hurry();
        await desk.kept('large', 'accepted');
        assert.ok((await filesOf(desk))['large.bin']?.equals(file));
      },
    );
  } finally {
    await way.stop();
  }
});
