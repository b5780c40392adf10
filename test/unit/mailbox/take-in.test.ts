import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Partition } from '../../../shared/azure/partition.ts';
import { finishedKey, messageKey, placeKey } from '../../../shared/mailbox/keys.ts';
import type { Hold, MailboxState } from '../../../shared/mailbox/mailbox-state.ts';
import { contentOf, fromValues, toValues } from '../../../shared/mailbox/message-record.ts';
import { takeIn, takeInAndOut } from '../../../shared/mailbox/take-in.ts';
import { LEASE_MS } from '../../../shared/mailbox/writer.ts';
import { hold, MINUTE, message, start } from './given.ts';
import { address, createRoom, leave, mailboxIn } from './room.ts';

const content = new Uint8Array([1, 2, 3]);
const taken = { record: message(), content };
const place = placeKey('normal', start, 'invoice-1');
const fault = { at: 'storage', said: 'ServerBusy' } as const;
const unavailable = { ok: false, error: { kind: 'unavailable', fault } } as const;

test('into the room: the message and its place', async () => {
  const { parts, partition, rows } = createRoom();
  assert.deepEqual(await takeIn(parts, partition, taken), { ok: true, value: { kind: 'in' } });
  assert.deepEqual(
    rows().map(({ rowKey, values }) => [rowKey, values]),
    [
      [messageKey('invoice-1'), toValues(taken.record, content)],
      [place, { since: start, from: address }],
    ],
  );
});

test('a known id with the same content: dropped, and what it came to is told', async () => {
  const { parts, partition, rows } = createRoom();
  await takeIn(parts, partition, taken);
  const before = rows();
  const again = { record: message({ takenInAt: start + MINUTE, due: start + MINUTE }), content };
  assert.deepEqual(await takeIn(parts, partition, again), {
    ok: true,
    value: { kind: 'repeat', found: taken.record },
  });
  assert.deepEqual(rows(), before);
});

const other = { record: message({ hash: 'fedcba9876543210', due: start + 1 }), content: new Uint8Array([9]) };

test('a known id with other content: kept aside with its content, found among the buried, never sent', async () => {
  const { parts, partition, rows, row, clock } = createRoom();
  await takeIn(parts, partition, taken);
  clock.move(MINUTE);
  const keptAs = 'invoice-1~fedcba98';
  const result = { ok: true, value: { kind: 'other-content', keptAs } };
  assert.deepEqual(await takeIn(parts, partition, other), result);
  const values = row(messageKey(keptAs))?.values;
  assert.ok(values);
  assert.deepEqual(fromValues(values), {
    ...other.record,
    id: keptAs,
    state: 'buried',
    failure: 'id-reused',
    finishedAt: start + MINUTE,
  });
  assert.deepEqual(contentOf(values), other.content);
  const keys = [
    finishedKey('buried', start + MINUTE, keptAs),
    messageKey('invoice-1'),
    messageKey(keptAs),
    place,
  ];
  assert.deepEqual(
    rows().map(({ rowKey }) => rowKey),
    keys,
  );
  clock.move(MINUTE);
  assert.deepEqual(await takeIn(parts, partition, other), result);
  assert.deepEqual(
    rows().map(({ rowKey }) => rowKey),
    keys,
  );
});

test('own echo: the repeated request met its own success', async () => {
  const { parts, partition, row } = createRoom();
  const echo: Partition = {
    ...partition,
    commit: async (changes) => {
      await partition.commit(changes);
      return partition.commit(changes);
    },
  };
  assert.deepEqual(await takeIn(parts, echo, taken), {
    ok: true,
    value: { kind: 'repeat', found: taken.record },
  });
  assert.ok(row(place));
});

test('storage that does not answer is passed on', async () => {
  const { parts, partition } = createRoom();
  const away: Partition = { ...partition, commit: async () => unavailable };
  assert.deepEqual(await takeIn(parts, away, taken), { ok: false, error: fault });
});

test('a lone message: taken in and into flight in one transaction, and the turn is ours', async () => {
  const { parts, partition, rows, row } = createRoom();
  const result = await takeInAndOut(parts, partition, address, taken);
  assert.ok(result.ok && result.value?.kind === 'in' && result.value.held);
  const { state, etag } = result.value.held;
  const { owner, leaseUntil, inFlight, admissions, recipients } = state;
  assert.deepEqual(
    { owner, leaseUntil, inFlight, admissions, recipients },
    {
      owner: 'id-1',
      leaseUntil: start + LEASE_MS,
      inFlight: ['invoice-1'],
      admissions: [start],
      recipients: { '2026-11-25T12': 1 },
    },
  );
  assert.deepEqual(await mailboxIn(partition), state);
  assert.equal(row('_')?.etag, etag);
  assert.deepEqual(row('m!invoice-1')?.values, toValues({ ...taken.record, state: 'sending' }, content));
  assert.equal(rows().length, 2);
});

const busy: readonly { name: string; state?: Partial<MailboxState>; appHold?: Hold; dueInMs?: number }[] = [
  { name: 'it is not due yet', dueInMs: 1 },
  { name: 'somebody sends', state: { owner: 'turn-1', leaseUntil: start + 1 } },
  { name: 'a dead owner left something under way', state: { inFlight: ['invoice-0'] } },
  { name: 'a ring is on its way: something waits', state: { nextTurn: start + 1 } },
  { name: 'the mailbox is held', state: { hold: hold({ probeAt: start }) } },
  { name: 'a server is away', state: { pause: { since: start, until: start, probes: 0 } } },
  { name: 'a sender is held', state: { senderHolds: { 'dunning@contoso.com': hold() } } },
  { name: 'all mailboxes are held', appHold: hold({ probeAt: start }) },
  { name: 'the pace is used up', state: { admissions: Array.from({ length: 30 }, () => start) } },
];

for (const { name, state, appHold, dueInMs = 0 } of busy) {
  test(`a message does not go at once: ${name}`, async () => {
    const { parts, partition, rows, holdAll } = createRoom();
    if (state) await leave(partition, state);
    if (appHold) await holdAll(appHold);
    const before = rows();
    const later = { record: message({ due: start + dueInMs }), content };
    assert.deepEqual(await takeInAndOut(parts, partition, address, later), { ok: true, value: undefined });
    assert.deepEqual(rows(), before);
  });
}

const known: readonly { name: string; hash: string; kind: string }[] = [
  { name: 'the same content', hash: taken.record.hash, kind: 'repeat' },
  { name: 'other content', hash: 'fedcba9876543210', kind: 'other-content' },
];

for (const { name, hash, kind } of known) {
  test(`a lone message whose id is known, with ${name}: nothing goes into flight`, async () => {
    const { parts, partition } = createRoom();
    await leave(partition, {});
    await takeIn(parts, partition, taken);
    const result = await takeInAndOut(parts, partition, address, { record: message({ hash }), content });
    assert.equal(result.ok && result.value?.kind, kind);
    assert.deepEqual((await mailboxIn(partition))?.inFlight, []);
  });
}

test('a lone message whose answer was lost: own echo, and the turn is ours', async () => {
  const { parts, partition } = createRoom();
  const losing: Partition = {
    ...partition,
    commit: async (changes) => {
      await partition.commit(changes);
      return unavailable;
    },
  };
  const result = await takeInAndOut(parts, losing, address, taken);
  assert.ok(result.ok && result.value?.kind === 'in');
  assert.deepEqual(result.value.held?.state, await mailboxIn(partition));
});

test('a lone message, and somebody else takes the turn meanwhile: it takes the plain way', async () => {
  const { parts, partition, row } = createRoom();
  const late: Partition = {
    ...partition,
    commit: async (changes) => {
      await leave(partition, { owner: 'turn-1', leaseUntil: start + LEASE_MS });
      return partition.commit(changes);
    },
  };
  assert.deepEqual(await takeInAndOut(parts, late, address, taken), { ok: true, value: undefined });
  assert.equal(row('m!invoice-1'), undefined);
  assert.equal((await mailboxIn(partition))?.owner, 'turn-1');
});
