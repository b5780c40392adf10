import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changeAppHold } from '../../../shared/administration/app-hold-row.ts';
import { APP_PARTITION, openAppHold } from '../../../shared/mailbox/app-hold.ts';
import { pausedByHand } from '../../../shared/mailbox/holds.ts';
import type { Hold } from '../../../shared/mailbox/mailbox-state.ts';
import { createMemoryTable } from '../../support/memory-partition.ts';
import { createClock, hold, MINUTE, start } from './given.ts';

const refusal = { id: 'invoice-1', failure: 'application-not-found', said: 'AADSTS700016', waitMs: 0 };

/** Two processes that share the storage and the clock. */
function given() {
  const table = createMemoryTable();
  const clock = createClock();
  let reads = 0;
  const open = (key: string) => {
    const partition = table.open(key);
    return {
      ...partition,
      read: (rowKey: string) => {
        reads += 1;
        return partition.read(rowKey);
      },
    };
  };
  const here = openAppHold(open, clock.now);
  let proved = 0;
  const there = openAppHold(table.open, clock.now, async () => {
    proved += 1;
  });
  const set = (one: Hold) => changeAppHold(table.open(APP_PARTITION), () => one);
  return { here, there, set, clock, reads: () => reads, proved: () => proved };
}

test('nothing is held at first; a probe needs no leave', async () => {
  const { here } = given();
  assert.equal(await here.current(), undefined);
  assert.equal(await here.claimProbe('invoice-1'), true);
});

test('a refusal holds all mailboxes, here at once and elsewhere within five seconds', async () => {
  const { here, there, clock } = given();
  assert.equal(await there.current(), undefined);
  await here.refused(refusal);
  const held = {
    failure: refusal.failure,
    said: refusal.said,
    since: start,
    probeAt: start + 5 * MINUTE,
    probes: 0,
  };
  assert.deepEqual(await here.current(), held);
  clock.move(4_999);
  assert.equal(await there.current(), undefined);
  clock.move(1);
  assert.deepEqual(await there.current(), held);
});

test('what is known is not read again for five seconds', async () => {
  const { here, clock, reads } = given();
  for (let asked = 0; asked < 5; asked += 1) await here.current();
  assert.equal(reads(), 1);
  clock.move(5_000);
  await here.current();
  assert.equal(reads(), 2);
});

test('the probe is claimed when it is due, by one alone, and again when that one said nothing', async () => {
  const { here, there, set, clock } = given();
  await set(hold());
  assert.equal(await here.claimProbe('invoice-1'), false);
  clock.move(5 * MINUTE);
  const claims = await Promise.all([here.claimProbe('invoice-1'), there.claimProbe('invoice-2')]);
  assert.deepEqual(claims.toSorted(), [false, true]);
  assert.equal(await here.claimProbe('invoice-3'), false);
  clock.move(5 * MINUTE);
  assert.equal(await there.claimProbe('invoice-3'), true);
  clock.move(5_000);
  assert.equal((await here.current())?.probe, 'invoice-3');
});

test('a probe that a person wants for one message is that of no other, for five minutes', async () => {
  const { here, there, set, clock } = given();
  await set(hold({ probeAt: start, probeBy: 'validator-1' }));
  assert.equal(await here.claimProbe('invoice-1'), false);
  assert.equal(await there.claimProbe('validator-1'), true);
  clock.move(5_000);
  const { probe, probeBy } = (await here.current()) ?? {};
  assert.deepEqual([probe, probeBy], ['validator-1', undefined]);
  await set(hold({ probeAt: clock.now(), probeBy: 'validator-2' }));
  clock.move(5 * MINUTE - 1);
  assert.equal(await here.claimProbe('invoice-1'), false);
  clock.move(1);
  assert.equal(await here.claimProbe('invoice-1'), true);
});

test('only the message that probes makes the hold longer', async () => {
  const { here, there, clock } = given();
  await here.refused(refusal);
  await there.refused({ ...refusal, id: 'invoice-2' });
  assert.equal((await there.current())?.probes, 0);
  clock.move(5 * MINUTE);
  assert.ok(await here.claimProbe('invoice-3'));
  await there.refused({ ...refusal, id: 'invoice-2' });
  assert.equal((await there.current())?.probes, 0);
  await here.refused({ ...refusal, id: 'invoice-3' });
  const { probes, probeAt } = (await here.current()) ?? {};
  assert.deepEqual({ probes, probeAt }, { probes: 1, probeAt: clock.now() + 10 * MINUTE });
});

test('an accepted message ends it once, for everybody', async () => {
  const { here, there, clock, proved } = given();
  await here.refused(refusal);
  assert.ok(await there.current());
  await there.proven({ kind: 'accepted', reply: '250', refused: [] });
  await there.proven({ kind: 'accepted', reply: '250', refused: [] });
  assert.equal(proved(), 1);
  assert.equal(await there.current(), undefined);
  clock.move(5_000);
  assert.equal(await here.current(), undefined);
  await here.refused(refusal);
  assert.equal((await here.current())?.since, start + 5_000);
});

test('paused by hand: no probe, and no refusal changes it', async () => {
  const { here, clock, set } = given();
  const paused = pausedByHand('moving house', start);
  await set(paused);
  clock.move(365 * 24 * 60 * MINUTE);
  assert.equal(await here.claimProbe('invoice-1'), false);
  await here.refused(refusal);
  assert.deepEqual(await here.current(), paused);
});

test('storage that does not answer changes nothing about what is held', async () => {
  const { open } = createMemoryTable();
  const clock = createClock();
  let isAway = false;
  const appHold = openAppHold((key) => {
    const partition = open(key);
    const silence = { ok: false, error: { at: 'storage', said: 'ServerBusy' } } as const;
    return { ...partition, read: async (rowKey) => (isAway ? silence : partition.read(rowKey)) };
  }, clock.now);
  await changeAppHold(open(APP_PARTITION), () => hold());
  assert.deepEqual(await appHold.current(), hold());
  isAway = true;
  clock.move(MINUTE);
  assert.deepEqual(await appHold.current(), hold());
});
