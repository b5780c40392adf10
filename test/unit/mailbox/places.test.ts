import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pausedByHand } from '../../../shared/mailbox/holds.ts';
import { type Priority, placeKey } from '../../../shared/mailbox/keys.ts';
import { type Hold, type MailboxState, newMailbox } from '../../../shared/mailbox/mailbox-state.ts';
import { placeValues, readRoom } from '../../../shared/mailbox/places.ts';
import { createMemoryTable } from '../../support/memory-partition.ts';
import { hold, MINUTE, message, start } from './given.ts';

interface Waiting {
  id: string;
  priority?: Priority;
  dueInMs?: number;
  from?: string;
}

const billing = 'billing@contoso.com';
const dunning = 'dunning@contoso.com';

/** Puts messages into a room and looks into it. */
async function look(waiting: readonly Waiting[], senderHolds?: Record<string, Hold>) {
  const partition = createMemoryTable().open('mailbox');
  const changes = waiting.map(({ id, priority = 'normal', dueInMs = 0, from = billing }) => ({
    kind: 'create' as const,
    rowKey: placeKey(priority, start + dueInMs, id),
    values: placeValues(message({ from })),
  }));
  for (let first = 0; first < changes.length; first += 100) {
    assert.ok((await partition.commit(changes.slice(first, first + 100))).ok);
  }
  const state: MailboxState = { ...newMailbox(billing), ...(senderHolds && { senderHolds }) };
  const room = await readRoom(partition, state, start);
  assert.ok(room.ok);
  return {
    ready: room.value.ready.map(({ id }) => id),
    nextInMs: room.value.next - start,
    places: room.value.ready,
  };
}

const many = (count: number, others: Omit<Waiting, 'id'>, name = 'many'): Waiting[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `${name}-${String(index).padStart(4, '0')}`,
    ...others,
  }));

const never = Number.POSITIVE_INFINITY;
const cases: readonly {
  name: string;
  waiting: readonly Waiting[];
  senderHolds?: Record<string, Hold>;
  ready: readonly string[];
  nextInMs: number;
}[] = [
  { name: 'empty', waiting: [], ready: [], nextInMs: never },
  {
    name: 'whoever became due first goes first; nobody before his time',
    waiting: [
      { id: 'c', dueInMs: 0 },
      { id: 'a', dueInMs: -1_000 },
      { id: 'd', dueInMs: 1 },
      { id: 'b', dueInMs: -500 },
      { id: 'e', dueInMs: 2 },
    ],
    ready: ['a', 'b', 'c'],
    nextInMs: 1,
  },
  {
    name: 'high and normal in turn while both wait, then the rest',
    waiting: [
      ...['h1', 'h2', 'h3'].map((id) => ({ id, priority: 'high' as const })),
      ...['n1', 'n2'].map((id) => ({ id, dueInMs: -MINUTE })),
    ],
    ready: ['h1', 'n1', 'h2', 'n2', 'h3'],
    nextInMs: never,
  },
  {
    name: 'few high ones among many normal ones',
    waiting: [{ id: 'h1', priority: 'high' }, { id: 'n1' }, { id: 'n2' }, { id: 'n3' }],
    ready: ['h1', 'n1', 'n2', 'n3'],
    nextInMs: never,
  },
  {
    name: 'the first of both priorities to become due',
    waiting: [
      { id: 'h', priority: 'high', dueInMs: 5_000 },
      { id: 'n', dueInMs: 3_000 },
    ],
    ready: [],
    nextInMs: 3_000,
  },
  {
    name: 'a held sender waits for its probe, the others go',
    waiting: [{ id: 'held', from: 'Dunning@Contoso.com' }, { id: 'goes' }],
    senderHolds: { [dunning]: hold() },
    ready: ['goes'],
    nextInMs: 5 * MINUTE,
  },
  {
    name: 'a held sender whose message is due after the probe',
    waiting: [{ id: 'held', from: dunning, dueInMs: 9 * MINUTE }],
    senderHolds: { [dunning]: hold() },
    ready: [],
    nextInMs: 9 * MINUTE,
  },
  {
    name: 'the probe of a held sender is due: one message, of each held sender',
    waiting: [
      { id: 'a', from: dunning },
      { id: 'b', from: dunning },
      { id: 'c', from: billing },
      { id: 'd', from: billing },
    ],
    senderHolds: { [dunning]: hold({ probeAt: start }), [billing]: hold({ probeAt: start - 1 }) },
    ready: ['a', 'c'],
    nextInMs: never,
  },
  {
    name: 'the probe of a held sender is due, and it has messages of both priorities: the high one',
    waiting: [
      { id: 'n', from: dunning },
      { id: 'h', from: dunning, priority: 'high' },
    ],
    senderHolds: { [dunning]: hold({ probeAt: start }) },
    ready: ['h'],
    nextInMs: never,
  },
  {
    name: 'a sender that a person paused gives no time at which to look again',
    waiting: [{ id: 'held', from: dunning }],
    senderHolds: { [dunning]: pausedByHand('moving house', start) },
    ready: [],
    nextInMs: never,
  },
  {
    name: 'more than a page of held ones does not hide the others',
    waiting: [
      ...many(2_100, { from: dunning, dueInMs: -MINUTE }),
      { id: 'goes' },
      { id: 'later', dueInMs: 7 },
    ],
    senderHolds: { [dunning]: hold() },
    ready: ['goes'],
    nextInMs: 7,
  },
  {
    name: 'more than a page of held high ones does not hide high nor normal ones',
    waiting: [
      ...many(1_500, { from: dunning, dueInMs: -MINUTE, priority: 'high' }),
      { id: 'high', priority: 'high' },
      { id: 'normal' },
    ],
    senderHolds: { [dunning]: hold() },
    ready: ['high', 'normal'],
    nextInMs: 5 * MINUTE,
  },
  {
    name: 'exactly a page of held ones and nothing else',
    waiting: many(1_000, { from: dunning }),
    senderHolds: { [dunning]: hold() },
    ready: [],
    nextInMs: 5 * MINUTE,
  },
  {
    name: 'more than a page of high ones that are not due does not hide a normal one',
    waiting: [...many(1_100, { priority: 'high', dueInMs: 9_000 }), { id: 'goes' }],
    ready: ['goes'],
    nextInMs: 9_000,
  },
];

for (const { name, waiting, senderHolds, ready, nextInMs } of cases) {
  test(`room: ${name}`, async () => {
    const room = await look(waiting, senderHolds);
    assert.deepEqual({ ready: room.ready, nextInMs: room.nextInMs }, { ready, nextInMs });
  });
}

test('room: more than a page of high ones does not hide the normal ones', async () => {
  const { ready } = await look([...many(1_100, { priority: 'high' }, 'high'), ...many(1_100, {}, 'normal')]);
  assert.deepEqual(ready.slice(0, 4), ['high-0000', 'normal-0000', 'high-0001', 'normal-0001']);
  const together = ready.slice(0, 2_000);
  assert.equal(together.filter((id) => id.startsWith('high')).length, 1_000);
});

test('room: a place says all that its key and its row say', async () => {
  const { places } = await look([{ id: 'invoice-1', priority: 'high', from: dunning }]);
  assert.deepEqual(places, [
    {
      rowKey: placeKey('high', start, 'invoice-1'),
      id: 'invoice-1',
      priority: 'high',
      due: start,
      from: dunning,
    },
  ]);
});

test('room: storage that does not answer is passed on', async () => {
  const fault = { at: 'storage', said: 'ServerBusy' } as const;
  const partition = createMemoryTable().open('mailbox');
  const silent = { ...partition, list: async () => ({ ok: false, error: fault }) as const };
  assert.deepEqual(await readRoom(silent, newMailbox(billing), start), { ok: false, error: fault });
});
