import assert from 'node:assert/strict';
import { test } from 'node:test';
import { removeOrphanedContent } from '../../../shared/administration/orphaned-content.ts';
import { createUpkeep } from '../../../shared/administration/upkeep.ts';
import { contentBlob } from '../../../shared/intake/content-blob.ts';
import { memoryBlobs } from '../../support/memory-blobs.ts';
import { billingKey, createAdministration, okValue } from '../mailbox/administration.ts';
import { HOUR, message, start } from '../mailbox/given.ts';

const record = message({ id: 'a' });
const blob = (unique: string, of = record) => contentBlob(billingKey, of, unique);

/** A container in which these names were written two days ago. */
async function written(...names: readonly string[]) {
  let time = start - 48 * HOUR;
  const content = memoryBlobs(() => time);
  for (const name of names) okValue(await content.write(name, [Buffer.from('x')]));
  time = start;
  return content;
}

test('a blob stays as long as a row names it, whatever state the message is in', async () => {
  const { parts, put } = createAdministration();
  const aside = message({ id: `b~${record.hash.slice(0, 8)}`, state: 'buried', finishedAt: start });
  const names = [blob('one'), blob('one', message({ id: 'b' })), blob('one', message({ id: 'c' }))];
  await put(
    { ...record, stored: { blob: names[0] ?? '' } },
    // Kept aside, as its id is another message's.
    { ...aside, stored: { blob: names[1] ?? '' } },
    message({ id: 'c', state: 'uncertain', finishedAt: start, stored: { blob: names[2] ?? '' } }),
  );
  const content = await written(...names);
  assert.equal(okValue(await removeOrphanedContent(parts.open, content, start)), 0);
  assert.deepEqual([...content.blobs.keys()], names);
});

test('what no row names goes, and nothing of others', async () => {
  const { parts, put } = createAdministration();
  await put(
    { ...record, stored: { blob: blob('one') } },
    message({ id: 'sent', state: 'accepted', finishedAt: start }),
  );
  const content = await written(
    blob('one'),
    blob('two'),
    blob('one', message({ id: 'sent' })),
    blob('one', message({ id: 'unknown' })),
    'a-file-of-others.pdf',
  );
  assert.equal(okValue(await removeOrphanedContent(parts.open, content, start)), 3);
  assert.deepEqual([...content.blobs.keys()], [blob('one'), 'a-file-of-others.pdf']);
});

test('an upkeep looks at what is older than a day, once a day', async () => {
  const { parts, clock } = createAdministration();
  const content = await written(blob('old'));
  okValue(await content.write(blob('young'), [Buffer.from('x')]));
  const upkeep = createUpkeep({
    open: parts.open,
    content,
    addresses: [],
    others: [],
    keepMs: HOUR,
    now: clock.now,
  });
  assert.equal(okValue(await upkeep())?.blobs, 1);
  assert.deepEqual([...content.blobs.keys()], [blob('young')]);
  okValue(await content.write(blob('late'), [Buffer.from('x')]));
  clock.move(23 * HOUR);
  assert.equal(okValue(await upkeep())?.blobs, 0);
  clock.move(2 * HOUR);
  assert.equal(okValue(await upkeep())?.blobs, 2);
});

test('where storage is away the rest is for the next time', async () => {
  const { parts } = createAdministration();
  const content = await written(blob('one'));
  content.away = { at: 'storage', said: 'away' };
  assert.deepEqual(await removeOrphanedContent(parts.open, content, start), {
    ok: false,
    error: content.away,
  });
});
