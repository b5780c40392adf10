import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Partition } from '../../../shared/azure/partition.ts';
import { finishedKey, messageKey, placeKey } from '../../../shared/mailbox/keys.ts';
import type { Hold, MailboxState } from '../../../shared/mailbox/mailbox-state.ts';
import {
  contentOf,
  fromValues,
  type MessageRecord,
  toValues,
} from '../../../shared/mailbox/message-record.ts';
import { knock } from '../../../shared/mailbox/turn.ts';
import { LEASE_MS } from '../../../shared/mailbox/writer.ts';
import { hold, MINUTE, message, start } from './given.ts';
import { address, createRoom, leave, mailboxIn } from './room.ts';

const fault = { at: 'storage', said: 'ServerBusy' } as const;
const unavailable = { ok: false, error: { kind: 'unavailable', fault } } as const;
const content = new Uint8Array([1, 2, 3]);
const thirty = Array.from({ length: 30 }, () => start);

const knocks: readonly {
  name: string;
  state?: Partial<MailboxState>;
  appHold?: Hold;
  turnAt?: number;
  kind: 'own' | 'covered';
  nextTurn?: number;
}[] = [
  { name: 'a mailbox that never sent', kind: 'own' },
  { name: 'nobody sends', state: {}, kind: 'own' },
  { name: 'somebody sends', state: { owner: 'turn-1', leaseUntil: start + 1 }, kind: 'covered' },
  { name: 'a lease that is over', state: { owner: 'turn-1', leaseUntil: start }, kind: 'own' },
  {
    name: 'a ring comes before the pace is open',
    state: { admissions: thirty, nextTurn: start + MINUTE },
    kind: 'covered',
  },
  {
    name: 'a ring comes before the probe of all mailboxes',
    state: { nextTurn: start + MINUTE },
    appHold: hold(),
    kind: 'covered',
  },
  {
    name: 'a ring comes, and a message may go before',
    state: { nextTurn: start + 1 },
    kind: 'own',
    nextTurn: start + 1,
  },
  {
    name: 'the ring should have come',
    state: { admissions: thirty, nextTurn: start },
    kind: 'own',
    nextTurn: start,
  },
  {
    name: 'the ring is the one that brought us, early',
    state: { admissions: thirty, nextTurn: start + MINUTE },
    turnAt: start + MINUTE,
    kind: 'own',
  },
  {
    name: 'another ring brought us',
    state: { admissions: thirty, nextTurn: start + MINUTE },
    turnAt: start,
    kind: 'covered',
  },
  {
    name: 'a ring comes, and a dead owner left something under way',
    state: { admissions: thirty, nextTurn: start + MINUTE, inFlight: ['invoice-0'] },
    kind: 'own',
    nextTurn: start + MINUTE,
  },
];

for (const { name, state, appHold, turnAt, kind, nextTurn = 0 } of knocks) {
  test(`knocked, ${kind}: ${name}`, async () => {
    const { parts, partition, holdAll } = createRoom();
    if (state) await leave(partition, state);
    if (appHold) await holdAll(appHold);
    const before = await mailboxIn(partition);
    const knocked = await knock(parts, partition, address, turnAt);
    assert.ok(knocked.ok);
    assert.equal(knocked.value.kind, kind);
    const after = await mailboxIn(partition);
    if (knocked.value.kind === 'covered') return assert.deepEqual(after, before);
    assert.deepEqual(after, knocked.value.held.state);
    const { owner, leaseUntil, inFlight } = knocked.value.held.state;
    assert.deepEqual(
      { owner, leaseUntil, inFlight, nextTurn: after?.nextTurn },
      { owner: 'id-1', leaseUntil: start + LEASE_MS, inFlight: [], nextTurn },
    );
  });
}

/** A room whose owner died with one message under way, and then a knock. */
async function afterDeath(record: Partial<MessageRecord>) {
  const room = createRoom();
  await leave(room.partition, { owner: 'turn-1', leaseUntil: start, inFlight: ['invoice-1'] });
  const values = toValues(message({ state: 'sending', ...record }), content);
  assert.ok((await room.partition.commit([{ kind: 'create', rowKey: messageKey('invoice-1'), values }])).ok);
  room.clock.move(MINUTE);
  assert.ok((await knock(room.parts, room.partition, address)).ok);
  const found = room.row(messageKey('invoice-1'))?.values;
  assert.ok(found);
  const keys = room.rows().map(({ rowKey }) => rowKey);
  return { record: fromValues(found), content: contentOf(found), keys };
}

const now = start + MINUTE;
const place = placeKey('normal', now, 'invoice-1');
const entry = finishedKey('uncertain', now, 'invoice-1');
const deaths: readonly { name: string; record: Partial<MessageRecord>; deaths: number; key: string }[] = [
  { name: 'twice is better than never', record: {}, deaths: 1, key: place },
  { name: 'never is better than twice', record: { ifUncertain: 'hold' }, deaths: 1, key: entry },
  { name: 'four deaths', record: { deaths: 3 }, deaths: 4, key: place },
  { name: 'five deaths: perhaps it is their cause', record: { deaths: 4 }, deaths: 5, key: entry },
];

for (const { name, record: before, deaths: counted, key } of deaths) {
  const isAgain = key === place;
  test(`under way when its process died, ${isAgain ? 'sent again' : 'uncertain'}: ${name}`, async () => {
    const { record, keys, content: kept } = await afterDeath(before);
    assert.deepEqual(record, {
      ...message(before),
      state: isAgain ? 'waiting' : 'uncertain',
      ...(isAgain ? { due: now } : { failure: 'process-died', finishedAt: now }),
      deaths: counted,
      mayDuplicate: true,
      history: [{ at: now, what: 'its process ended while it was under way' }],
    });
    assert.deepEqual(kept, content);
    assert.deepEqual(keys, ['_', messageKey('invoice-1'), key].sort());
  });
}

test('a late result came before: the message stays accepted', async () => {
  const { record, keys } = await afterDeath({ state: 'accepted', finishedAt: start });
  assert.equal(record.state, 'accepted');
  assert.deepEqual(keys, ['_', messageKey('invoice-1')]);
});

test('own echo: the answer was lost, the turn is ours', async () => {
  const { parts, partition } = createRoom();
  let commits = 0;
  const losing: Partition = {
    ...partition,
    commit: async (changes) => {
      commits += 1;
      await partition.commit(changes);
      return unavailable;
    },
  };
  const knocked = await knock(parts, losing, address);
  assert.ok(knocked.ok && knocked.value.kind === 'own');
  assert.deepEqual(knocked.value.held.state, await mailboxIn(partition));
  assert.equal(commits, 1);
});

test('somebody takes the turn between look and step: covered', async () => {
  const { parts, partition } = createRoom();
  const racing: Partition = {
    ...partition,
    commit: async (changes) => {
      await leave(partition, { owner: 'turn-2', leaseUntil: start + LEASE_MS });
      return partition.commit(changes);
    },
  };
  assert.deepEqual(await knock(parts, racing, address), { ok: true, value: { kind: 'covered' } });
  assert.equal((await mailboxIn(partition))?.owner, 'turn-2');
});

test('storage that takes no transaction is passed on', async () => {
  const { parts, partition } = createRoom();
  const away: Partition = { ...partition, commit: async () => unavailable };
  assert.deepEqual(await knock(parts, away, address), { ok: false, error: fault });
});
