import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mailboxKey } from '../../../shared/mail/mailbox-key.ts';
import { pausedByHand } from '../../../shared/mailbox/holds.ts';
import { placeKey } from '../../../shared/mailbox/keys.ts';
import type { Hold, MailboxState } from '../../../shared/mailbox/mailbox-state.ts';
import { sweep, sweepRoom } from '../../../shared/mailbox/sweep.ts';
import { HOUR, hold, MINUTE, start } from './given.ts';
import { address, createRoom, leave } from './room.ts';

const paused = pausedByHand('moving house', start);
const cases: readonly {
  name: string;
  state?: Partial<MailboxState>;
  appHold?: Hold;
  dueInMs?: number;
  needs: boolean;
}[] = [
  { name: 'a mailbox that never sent', needs: false },
  { name: 'nothing waits', state: {}, needs: false },
  { name: 'something is due', state: {}, dueInMs: 0, needs: true },
  { name: 'something waits, and the mailbox has no row yet', dueInMs: 0, needs: true },
  { name: 'something waits for its time', state: {}, dueInMs: HOUR, needs: true },
  { name: 'somebody sends', state: { owner: 'turn-1', leaseUntil: start + 1 }, dueInMs: 0, needs: false },
  { name: 'the owner is dead', state: { owner: 'turn-1', leaseUntil: start }, dueInMs: 0, needs: true },
  {
    name: 'a dead owner left something under way, whatever ring comes',
    state: { owner: 'turn-1', leaseUntil: start, inFlight: ['invoice-0'], nextTurn: start + HOUR },
    needs: true,
  },
  { name: 'a ring comes', state: { nextTurn: start + MINUTE }, dueInMs: 0, needs: false },
  { name: 'a ring is a little late', state: { nextTurn: start - MINUTE + 1 }, dueInMs: 0, needs: false },
  { name: 'a ring was lost', state: { nextTurn: start - MINUTE }, dueInMs: 0, needs: true },
  { name: 'a hold whose probe comes', state: { hold: hold() }, dueInMs: 0, needs: true },
  { name: 'a person paused the mailbox', state: { hold: paused }, dueInMs: 0, needs: false },
  {
    name: 'a person paused the sender',
    state: { senderHolds: { [address]: paused } },
    dueInMs: 0,
    needs: false,
  },
  { name: 'a person paused all mailboxes', state: {}, appHold: paused, dueInMs: 0, needs: false },
];

for (const { name, state, appHold, dueInMs, needs } of cases) {
  test(`swept, ${needs ? 'needs a turn' : 'needs none'}: ${name}`, async () => {
    const { parts, partition, holdAll } = createRoom();
    if (state) await leave(partition, state);
    if (appHold) await holdAll(appHold);
    if (dueInMs !== undefined) {
      const rowKey = placeKey('normal', start + dueInMs, 'invoice-1');
      assert.ok((await partition.commit([{ kind: 'create', rowKey, values: { from: address } }])).ok);
    }
    const swept = await sweepRoom(parts, partition, address);
    assert.ok(swept.ok && swept.value.needsTurn === needs, JSON.stringify(swept));
    assert.deepEqual(
      [swept.value.waiting.count, swept.value.state.address],
      [dueInMs === undefined ? 0 : 1, address],
    );
  });
}

test('storage that does not answer is passed on', async () => {
  const { parts, partition } = createRoom();
  const fault = { at: 'storage', said: 'ServerBusy' } as const;
  const away = { ...partition, list: async () => ({ ok: false, error: fault }) as const };
  assert.deepEqual(await sweepRoom(parts, away, address), { ok: false, error: fault });
});

const billing = 'billing@contoso.com';
const others = ['a@contoso.com', 'b@contoso.com', 'c@contoso.com', 'd@contoso.com'];
for (const { name, away, rings, unanswered } of [
  { name: 'one mailbox is away, and the next one is rung for', away: [others[0]], rings: 1, unanswered: 1 },
  {
    name: 'storage is away, and no longer asked after the third mailbox',
    away: others,
    rings: 0,
    unanswered: 3,
  },
]) {
  test(`swept: ${name}`, async () => {
    const { parts, partition, rings: rung } = createRoom();
    const row = { kind: 'create', rowKey: placeKey('normal', start, 'invoice-1'), values: {} } as const;
    assert.ok((await partition.commit([row])).ok);
    const silent = away.map((one) => mailboxKey(String(one)));
    const fault = { at: 'storage', said: 'ServerBusy' } as const;
    const open = (key: string) => ({
      ...partition,
      key,
      ...(silent.includes(key) && { list: async () => ({ ok: false, error: fault }) as const }),
    });
    const swept = await sweep(parts, open, [...away.map(String), billing]);
    assert.deepEqual(
      swept.unanswered,
      silent.slice(0, unanswered).map((key) => ({ key, fault })),
    );
    assert.deepEqual(
      [rung.length, swept.done.map(({ partition: { key } }) => key)],
      [rings, rings > 0 ? [mailboxKey(billing)] : []],
    );
  });
}
