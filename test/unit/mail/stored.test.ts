import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import type { Fault } from '../../../shared/failures/fault.ts';
import { noteFiles } from '../../../shared/intake/note-files.ts';
import { parseMessage } from '../../../shared/mail/parse.ts';
import { openParts, readInput, type Stored } from '../../../shared/mail/stored.ts';
import { memoryBlobs } from '../../support/memory-blobs.ts';

const away: Fault = { at: 'storage', code: 'ServerBusy', said: 'HTTP 503' };
const least = { to: 'ada@fabrikam.com', subject: 'Invoice', text: 'Hello' };

function message(...attachments: object[]) {
  const parsed = parseMessage({ ...least, attachments }, { id: 'invoice-4711' });
  assert.ok(parsed.ok);
  return parsed.value;
}

/** A container with two files of producers. */
async function containers() {
  const attachments = memoryBlobs();
  await attachments.write('invoices/4711.pdf', [Buffer.from('the invoice')]);
  await attachments.write('terms.txt', [Buffer.from('terms')]);
  return { content: memoryBlobs(), attachments };
}

const two = message(
  { blob: 'invoices/4711.pdf' },
  { content: 'eA==' },
  { blob: 'terms.txt', filename: 'T.txt' },
);

test('files that are named are noted, and read as they were', async () => {
  const stores = await containers();
  const noted = await noteFiles(stores, two);
  assert.ok(noted.ok);
  assert.deepEqual(noted.value, {
    files: [
      { of: 0, etag: '"1"', bytes: 11 },
      { of: 2, etag: '"2"', bytes: 5 },
    ],
    problems: [],
  });
  const opened = await openParts(stores, two, { files: noted.value.files });
  assert.ok(opened.ok);
  assert.deepEqual([...opened.value.attachments.keys()], [0, 2]);
  assert.equal(await text(opened.value.attachments.get(0)?.read() ?? assert.fail()), 'the invoice');
});

test('what cannot be noted is a problem with its path, and no name', async () => {
  const { content, attachments } = await containers();
  const named = message({ blob: 'invoices/4711.pdf' }, { blob: 'Terms.txt' });
  const noted = await noteFiles({ content, attachments }, named);
  assert.ok(noted.ok);
  assert.deepEqual(
    noted.value.files.map(({ of }) => of),
    [0],
  );
  assert.deepEqual(
    noted.value.problems.map(({ path }) => path),
    ['attachments[1].blob'],
  );
  assert.match(noted.value.problems[0]?.says ?? '', /not in the container of MAIL_ATTACHMENTS_CONTAINER$/);
  const off = await noteFiles({ content }, named);
  assert.ok(off.ok);
  assert.match(off.value.problems[1]?.says ?? '', /MAIL_ATTACHMENTS_CONTAINER is not set$/);
  attachments.away = away;
  assert.deepEqual(await noteFiles({ content, attachments }, named), { ok: false, error: away });
});

const blob = 'key/invoice-4711~a1b2c3d4/one';

const refusals: readonly {
  name: string;
  code: string;
  stored?: Stored;
  lacks?: 'attachments';
  at?: object;
}[] = [
  { name: 'it was there and is not', code: 'attachment-missing', at: { blob: 'gone.pdf' } },
  {
    name: 'it was written anew',
    code: 'attachment-changed',
    stored: { files: [{ of: 0, etag: '"0"', bytes: 5 }] },
  },
  { name: 'no container is set any more', code: 'attachments-off', lacks: 'attachments' },
  { name: 'our own blob is gone', code: 'content-missing', stored: { blob } },
];

for (const { name, code, stored = {}, lacks, at = { blob: 'terms.txt' } } of refusals) {
  test(`nothing is opened: ${name}`, async () => {
    const { content, attachments } = await containers();
    const stores = lacks ? { content } : { content, attachments };
    const opened = await openParts(stores, message(at), stored);
    assert.ok(!opened.ok);
    assert.deepEqual([opened.error.at, opened.error.code], ['message', code]);
    assert.doesNotMatch(opened.error.said, /terms|gone\.pdf/);
  });
}

test('storage that is away is a fault of storage, wherever it is met', async () => {
  const stores = await containers();
  stores.content.away = away;
  assert.deepEqual(await readInput(stores, { blob, head: 10 }, new Uint8Array()), { ok: false, error: away });
  assert.deepEqual(await openParts(stores, two, { blob }), { ok: false, error: away });
  stores.content.away = undefined;
  stores.attachments.away = away;
  assert.deepEqual(await openParts(stores, two, {}), { ok: false, error: away });
});

test('a head that is gone says which blob it was in', async () => {
  const read = await readInput(await containers(), { blob, head: 10 }, new Uint8Array());
  assert.ok(!read.ok);
  assert.deepEqual([read.error.code, read.error.said.includes(blob)], ['content-missing', true]);
});

test('a file that was written anew has another key', async () => {
  const stores = await containers();
  const keyNow = async () => {
    const opened = await openParts(stores, two, {});
    assert.ok(opened.ok);
    return createHash('sha256')
      .update(opened.value.attachments.get(2)?.key ?? '')
      .digest('hex');
  };
  const before = await keyNow();
  assert.equal(await keyNow(), before);
  await stores.attachments.write('terms.txt', [Buffer.from('terms')]);
  assert.notEqual(await keyNow(), before);
});
