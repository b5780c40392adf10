import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cleanUp } from '../../../shared/administration/clean-up.ts';
import { enterDirectory } from '../../../shared/administration/directory.ts';
import { createUpkeep } from '../../../shared/administration/upkeep.ts';
import type { Partition } from '../../../shared/azure/partition.ts';
import { failed } from '../../../shared/failures/result.ts';
import { mailboxKey } from '../../../shared/mail/mailbox-key.ts';
import { finishedKey, hourKey, messageKey, placeKey } from '../../../shared/mailbox/keys.ts';
import { memoryBlobs } from '../../support/memory-blobs.ts';
import {
  alerts,
  billing,
  billingKey,
  createAdministration,
  okValue,
  rowsOf,
} from '../mailbox/administration.ts';
import { HOUR, message, start } from '../mailbox/given.ts';

const DAY = 24 * HOUR;
const ended = (id: string, state: 'accepted' | 'uncertain' | 'buried' | 'cancelled', finishedAt: number) =>
  message({ id, state, finishedAt });

/** Counts the transactions, and lets `first` happen before the first one. */
function watched(partition: Partition, first: () => Promise<unknown> = async () => {}) {
  let commits = 0;
  return {
    commits: () => commits,
    partition: {
      ...partition,
      async commit(changes: Parameters<Partition['commit']>[0]) {
        commits += 1;
        if (commits === 1) await first();
        return partition.commit(changes);
      },
    },
  };
}

test('what ended before is removed; what is newer, waits or is uncertain stays', async () => {
  const { put, partition, keys } = createAdministration();
  await put(ended('a', 'accepted', 1), ended('b', 'buried', 2), ended('c', 'cancelled', 3));
  await put(ended('u', 'uncertain', 1), message({ id: 'w', due: 1 }), message({ id: 's', state: 'sending' }));
  await put(ended('edge', 'accepted', 10), ended('new', 'accepted', 11));
  assert.equal(okValue(await cleanUp(partition, 10, 100)), 3);
  const left = [
    finishedKey('accepted', 10, 'edge'),
    finishedKey('accepted', 11, 'new'),
    finishedKey('uncertain', 1, 'u'),
    placeKey('normal', 1, 'w'),
    ...['edge', 'new', 's', 'u', 'w'].map(messageKey),
  ];
  assert.deepEqual(keys(), left.sort());
});

test('counters of old hours go too', async () => {
  const { partition, keys } = createAdministration();
  for (const hour of ['2026-11-25T10', '2026-11-25T11', '2026-11-25T12']) {
    okValue(await partition.commit([{ kind: 'create', rowKey: hourKey(hour), values: { counts: '{}' } }]));
  }
  okValue(await cleanUp(partition, start, 100));
  assert.deepEqual(keys(), [hourKey('2026-11-25T12')]);
});

test('50 messages a transaction, and no more of them than asked', async () => {
  const { put, partition, keys } = createAdministration();
  await put(...Array.from({ length: 130 }, (_, index) => ended(`m${index}`, 'accepted', index)));
  const { partition: counted, commits } = watched(partition);
  assert.equal(okValue(await cleanUp(counted, 1_000, 120)), 120);
  assert.equal(keys().length, 20);
  assert.ok(commits() <= 4, String(commits()));
});

test('one that somebody acts on meanwhile stays his, the others go', async () => {
  const { put, partition, keys } = createAdministration();
  await put(ended('a', 'buried', 1), ended('b', 'buried', 2), ended('c', 'buried', 3));
  const resent = () =>
    partition.commit([
      { kind: 'delete', rowKey: finishedKey('buried', 2, 'b') },
      { kind: 'create', rowKey: placeKey('normal', 5, 'b'), values: {} },
    ]);
  assert.equal(okValue(await cleanUp(watched(partition, resent).partition, 10, 100)), 2);
  assert.deepEqual(keys(), [messageKey('b'), placeKey('normal', 5, 'b')]);
});

test('an upkeep cleans each partition once an hour, those of the directory too', async () => {
  const { parts, put, clock } = createAdministration();
  const { open, now } = parts;
  const gone = 'gone@contoso.com';
  okValue(await enterDirectory(open, gone));
  okValue(await enterDirectory(open, gone));
  okValue(await open(mailboxKey(gone)).commit(rowsOf(ended('g', 'accepted', start - 31 * DAY))));
  okValue(await open('unaddressed').commit(rowsOf(ended('n', 'buried', start - 31 * DAY))));
  await put(ended('a', 'accepted', start - 31 * DAY), ended('b', 'accepted', start - 29 * DAY));
  const upkeep = createUpkeep({
    open,
    content: memoryBlobs(),
    addresses: [billing, alerts],
    others: ['unaddressed'],
    keepMs: 30 * DAY,
    now,
  });
  assert.deepEqual(okValue(await upkeep()), { removed: 3, blobs: 0, orphans: [] });
  assert.equal(okValue(await upkeep()), undefined);
  clock.move(HOUR);
  assert.deepEqual(okValue(await upkeep()), { removed: 0, blobs: 0, orphans: [] });
});

test('mail that waits in a mailbox which left the settings is told by key and number', async () => {
  const { parts, put } = createAdministration();
  const { open, now } = parts;
  okValue(await enterDirectory(open, billing));
  okValue(await enterDirectory(open, alerts));
  await put(message({ id: 'a' }), message({ id: 'b' }));
  const upkeep = createUpkeep({
    open,
    content: memoryBlobs(),
    addresses: [alerts],
    others: [],
    keepMs: DAY,
    now,
  });
  assert.deepEqual(okValue(await upkeep())?.orphans, [{ key: billingKey, count: 2, isMore: false }]);
});

test('an upkeep that failed is done at the next call', async () => {
  const { parts } = createAdministration();
  let isAway = true;
  const open: typeof parts.open = (key) => ({
    ...parts.open(key),
    list: (range) =>
      isAway ? Promise.resolve(failed({ at: 'storage', said: 'away' })) : parts.open(key).list(range),
  });
  const upkeep = createUpkeep({
    open,
    content: memoryBlobs(),
    addresses: [billing],
    others: [],
    keepMs: DAY,
    now: parts.now,
  });
  assert.equal((await upkeep()).ok, false);
  isAway = false;
  assert.deepEqual(okValue(await upkeep()), { removed: 0, blobs: 0, orphans: [] });
});
