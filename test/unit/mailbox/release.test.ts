import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Partition } from '../../../shared/azure/partition.ts';
import { failed } from '../../../shared/failures/result.ts';
import { pausedByHand } from '../../../shared/mailbox/holds.ts';
import { placeKey } from '../../../shared/mailbox/keys.ts';
import type { Hold, MailboxState } from '../../../shared/mailbox/mailbox-state.ts';
import type { RoomParts } from '../../../shared/mailbox/parts.ts';
import { isUncovered, release } from '../../../shared/mailbox/release.ts';
import { type Held, readMailbox } from '../../../shared/mailbox/turn.ts';
import { createWriter, LEASE_MS } from '../../../shared/mailbox/writer.ts';
import { HOUR, hold, MINUTE, start } from './given.ts';
import { address, createRoom, leave, mailboxIn } from './room.ts';

/** A mailbox whose turn is ours. */
async function given(others: Partial<MailboxState> = {}, parts: Partial<RoomParts> = {}) {
  const room = createRoom(parts);
  await leave(room.partition, { owner: 'turn-1', leaseUntil: start + LEASE_MS, ...others });
  const { state, etag } = await mailboxRow(room.partition);
  return { ...room, writer: createWriter(room.partition, { state, etag }, room.parts) };
}

async function mailboxRow(partition: Partition): Promise<Held> {
  const read = await readMailbox(partition, address);
  assert.ok(read.ok && read.value.etag !== undefined);
  return { state: read.value.state, etag: read.value.etag };
}

const never = Number.POSITIVE_INFINITY;
const DAY = 24 * HOUR;
const releases: readonly {
  name: string;
  ringOnItsWayInMs?: number;
  wakeInMs: number;
  ringsInMs: number[];
  nextTurnInMs?: number;
}[] = [
  { name: 'nothing waits', wakeInMs: never, ringsInMs: [] },
  {
    name: 'the next may go in an hour',
    wakeInMs: HOUR,
    ringsInMs: [HOUR - 4_000],
    nextTurnInMs: HOUR - 4_000,
  },
  {
    name: 'the next may go at once, and the ring must not come before the turn is free',
    wakeInMs: 0,
    ringsInMs: [3_000],
    nextTurnInMs: 3_000,
  },
  {
    name: 'a ring is so near that it may have come already',
    ringOnItsWayInMs: 1_000,
    wakeInMs: HOUR,
    ringsInMs: [HOUR - 4_000],
    nextTurnInMs: HOUR - 4_000,
  },
  {
    name: 'a ring is on its way, and comes before',
    ringOnItsWayInMs: 9_000,
    wakeInMs: HOUR,
    ringsInMs: [],
    nextTurnInMs: 9_000,
  },
  {
    name: 'a ring is on its way, and nothing waits',
    ringOnItsWayInMs: 9_000,
    wakeInMs: never,
    ringsInMs: [],
    nextTurnInMs: 9_000,
  },
  {
    name: 'a ring is on its way, and comes too late',
    ringOnItsWayInMs: HOUR,
    wakeInMs: MINUTE,
    ringsInMs: [MINUTE - 4_000],
    nextTurnInMs: MINUTE - 4_000,
  },
  {
    name: 'longer than a queue hides a message',
    wakeInMs: 30 * DAY,
    ringsInMs: [6 * DAY],
    nextTurnInMs: 6 * DAY,
  },
];

for (const { name, ringOnItsWayInMs, wakeInMs, ringsInMs, nextTurnInMs } of releases) {
  test(`the turn is given back: ${name}`, async () => {
    const nextTurn = ringOnItsWayInMs === undefined ? 0 : start + ringOnItsWayInMs;
    const { parts, partition, writer, rings } = await given({ nextTurn });
    await release(parts, partition, writer, start + wakeInMs);
    assert.deepEqual(
      rings,
      ringsInMs.map((ms) => start + ms),
    );
    const state = await mailboxIn(partition);
    assert.deepEqual([state?.owner, state?.leaseUntil], ['', 0]);
    assert.equal(state?.nextTurn, nextTurnInMs === undefined ? 0 : start + nextTurnInMs);
  });
}

test('it rings first: a process that dies in between leaves a ring too many', async () => {
  const owners: unknown[] = [];
  const room = await given(
    {},
    {
      ring: async () => {
        owners.push((await mailboxIn(room.partition))?.owner);
        return { ok: true, value: undefined };
      },
    },
  );
  await release(room.parts, room.partition, room.writer, start + HOUR);
  assert.deepEqual(owners, ['turn-1']);
});

const fault = { at: 'storage', said: 'ServerBusy' } as const;

test('the queue is away for a moment: rung when it answers', async () => {
  let silences = 3;
  const ring = async () => (silences-- > 0 ? failed(fault) : ({ ok: true, value: undefined } as const));
  const { parts, partition, writer, clock } = await given({}, { ring });
  await release(parts, partition, writer, start + HOUR);
  assert.deepEqual(clock.slept, [2_000, 2_000, 2_000]);
  assert.equal((await mailboxIn(partition))?.nextTurn, start + HOUR - 4_000);
});

test('the queue is away until the lease is nearly over: given back without a ring, for the sweep', async () => {
  const { parts, partition, writer, clock } = await given({}, { ring: async () => failed(fault) });
  await release(parts, partition, writer, start + HOUR);
  assert.ok(clock.now() < start + MINUTE);
  const state = await mailboxIn(partition);
  assert.deepEqual([state?.owner, state?.nextTurn], ['', 0]);
});

const rooms: readonly {
  name: string;
  dueInMs?: number;
  state?: Partial<MailboxState>;
  appHold?: Hold;
  uncovered: boolean;
}[] = [
  { name: 'nothing waits', uncovered: false },
  { name: 'something is due, and no ring comes', dueInMs: 0, uncovered: true },
  { name: 'something waits for its time, and no ring comes', dueInMs: HOUR, uncovered: true },
  {
    name: 'something waits for its time, and a ring comes before',
    dueInMs: HOUR,
    state: { nextTurn: start + MINUTE },
    uncovered: false,
  },
  {
    name: 'something waits for its time, and a ring comes later',
    dueInMs: MINUTE,
    state: { nextTurn: start + HOUR },
    uncovered: true,
  },
  {
    name: 'something is due after a probe, and a ring comes before',
    dueInMs: 0,
    state: { hold: hold(), nextTurn: start + MINUTE },
    uncovered: false,
  },
  {
    name: 'something is due after the probe of all mailboxes, and no ring comes',
    dueInMs: 0,
    appHold: hold(),
    uncovered: true,
  },
  {
    name: 'something waits for a person',
    dueInMs: 0,
    state: { hold: pausedByHand('moving house', start) },
    uncovered: false,
  },
];

for (const { name, dueInMs, state, appHold, uncovered } of rooms) {
  test(`${uncovered ? 'not covered' : 'covered'}: ${name}`, async () => {
    const { parts, partition, writer, holdAll } = await given(state);
    if (appHold) await holdAll(appHold);
    if (dueInMs !== undefined) {
      const rowKey = placeKey('normal', start + dueInMs, 'invoice-1');
      assert.ok((await partition.commit([{ kind: 'create', rowKey, values: { from: address } }])).ok);
    }
    assert.equal(await isUncovered(parts, partition, writer), uncovered);
  });
}
