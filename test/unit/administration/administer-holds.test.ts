import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  pauseByHand,
  probeHold,
  releaseHold,
  releaseSeen,
} from '../../../shared/administration/administer-holds.ts';
import { holdId, parseHoldId } from '../../../shared/administration/hold-id.ts';
import type { OpenPartition } from '../../../shared/azure/partition.ts';
import { failed, ok } from '../../../shared/failures/result.ts';
import { mailboxKey } from '../../../shared/mail/mailbox-key.ts';
import { NEVER, PAUSED, pausedByHand } from '../../../shared/mailbox/holds.ts';
import { MAILBOX_ROW } from '../../../shared/mailbox/keys.ts';
import { stateFromValues, stateToValues } from '../../../shared/mailbox/mailbox-state.ts';
import { createMemoryTable } from '../../support/memory-partition.ts';
import {
  alerts,
  billing,
  billingKey,
  createAdministration,
  okValue,
  refusalOf,
} from '../mailbox/administration.ts';
import { hold, MINUTE, parsed, start } from '../mailbox/given.ts';

const sender = 'invoices@contoso.com';
const senderHoldId = holdId({ scope: 'sender', address: billing, sender });

test('a hold is called by keys, and its name can be read again', () => {
  assert.match(senderHoldId, /^[0-9a-f]{12}:[0-9a-f]{8}$/);
  assert.equal(holdId({ scope: 'sender', address: billing, sender: sender.toUpperCase() }), senderHoldId);
  assert.equal(parseHoldId('app'), 'app');
  assert.deepEqual(parseHoldId(billingKey), { key: billingKey });
  assert.deepEqual(parseHoldId(senderHoldId), { key: billingKey, sender: senderHoldId.slice(13) });
  for (const text of ['', 'ap', billing, `${billingKey}:`, `${billingKey}.x`, `${senderHoldId}0`]) {
    assert.equal(parseHoldId(text), undefined, text);
  }
});

test('release of a mailbox: hold and pause end, it is noted, the turn stays, and what waits is rung for now', async () => {
  const { parts, leave, mailbox, rings } = createAdministration();
  const pause = { since: start, until: start + MINUTE, probes: 1 };
  const others = { [sender]: hold() };
  await leave({
    hold: hold(),
    pause,
    senderHolds: others,
    owner: 'x',
    leaseUntil: start + 1,
    nonce: 'before',
  });
  assert.deepEqual(okValue(await releaseHold(parts, billingKey)), { isRung: true });
  const state = mailbox();
  assert.deepEqual([state.hold, state.pause], [undefined, undefined]);
  assert.deepEqual(state.senderHolds, others);
  assert.deepEqual(state.lifted, { at: start, failure: hold().failure });
  assert.deepEqual([state.owner, state.leaseUntil], ['x', start + 1]);
  assert.notEqual(state.nonce, 'before');
  assert.deepEqual(rings, [{ key: billingKey, at: start }]);
});

test('release of a sender: the others stay held, and with the last one the field goes', async () => {
  const { parts, leave, mailbox } = createAdministration();
  await leave({ hold: hold(), senderHolds: { [sender]: hold(), 'x@contoso.com': hold() } });
  okValue(await releaseHold(parts, senderHoldId));
  assert.deepEqual(Object.keys(mailbox().senderHolds ?? {}), ['x@contoso.com']);
  assert.ok(mailbox().hold);
  okValue(await releaseHold(parts, holdId({ scope: 'sender', address: billing, sender: 'x@contoso.com' })));
  assert.equal('senderHolds' in mailbox(), false);
});

test('release of all: every mailbox is rung for, once no process goes by the old hold any more', async () => {
  const { parts, leaveAppHold, appHold, rings } = createAdministration();
  await leaveAppHold(hold());
  okValue(await releaseHold(parts, 'app'));
  assert.equal(appHold(), '');
  assert.deepEqual(
    rings.map(({ key }) => key),
    [billingKey, mailboxKey(alerts)],
  );
  assert.ok(rings.every(({ at }) => at > start + 5_000));
  assert.deepEqual(refusalOf(await releaseHold(parts, 'app')), { kind: 'no-such-hold' });
});

test('a probe is due now, and the hold stays', async () => {
  const { parts, leave, mailbox, leaveAppHold, appHold, rings } = createAdministration();
  const pause = { since: start - MINUTE, until: start + MINUTE, probes: 1 };
  await leave({ hold: hold(), pause, senderHolds: { [sender]: hold() } });
  await leaveAppHold(hold());
  for (const id of [billingKey, senderHoldId, 'app']) okValue(await probeHold(parts, id));
  const due = hold({ probeAt: start });
  assert.deepEqual(mailbox().hold, due);
  assert.deepEqual(mailbox().pause, { ...pause, until: start });
  assert.deepEqual(mailbox().senderHolds, { [sender]: due });
  assert.equal('lifted' in mailbox(), false);
  assert.deepEqual(parsed(appHold()), due);
  assert.equal(rings.length, 4);
});

test('the probe of all mailboxes may be for one message; in a room the first one is it', async () => {
  const { parts, leave, leaveAppHold, mailbox, appHold } = createAdministration();
  await leave({ hold: hold() });
  await leaveAppHold(hold());
  for (const id of [billingKey, 'app']) okValue(await probeHold(parts, id, 'validator-1'));
  assert.deepEqual(mailbox().hold, hold({ probeAt: start }));
  assert.deepEqual(parsed(appHold()), hold({ probeAt: start, probeBy: 'validator-1' }));
});

test('a hold is ended as it was seen: one that came after it stays, and so does a pause', async () => {
  const { parts, leave, mailbox, rings } = createAdministration();
  const pause = { since: start, until: start + MINUTE, probes: 0 };
  await leave({ hold: hold(), pause });
  for (const other of [hold({ since: start - 1 }), hold({ failure: 'login-refused' })]) {
    assert.deepEqual(refusalOf(await releaseSeen(parts, billingKey, other)), { kind: 'no-such-hold' });
  }
  assert.deepEqual([mailbox().hold, mailbox().pause], [hold(), pause]);
  assert.deepEqual(rings, []);
  okValue(await releaseSeen(parts, billingKey, hold({ probes: 3 })));
  assert.deepEqual([mailbox().hold, mailbox().pause], [undefined, undefined]);
  assert.deepEqual(rings, [{ key: billingKey, at: start }]);
});

test('what a person paused is not probed, but released', async () => {
  const { parts, leave, mailbox, rings } = createAdministration();
  await leave({ hold: pausedByHand('maintenance', start) });
  assert.deepEqual(refusalOf(await probeHold(parts, billingKey)), { kind: 'paused-by-hand' });
  assert.equal(mailbox().hold?.probeAt, NEVER);
  assert.deepEqual(rings, []);
  okValue(await releaseHold(parts, billingKey));
  assert.equal(mailbox().hold, undefined);
  assert.equal(mailbox().lifted?.failure, PAUSED);
});

test('a pause by hand of each scope, of a mailbox that never sent too', async () => {
  const { parts, mailbox, appHold, keys } = createAdministration();
  const paused = pausedByHand('maintenance', start);
  okValue(
    await pauseByHand(
      parts,
      { scope: 'sender', address: billing, sender: 'Invoices@contoso.com' },
      'maintenance',
    ),
  );
  assert.deepEqual(mailbox().senderHolds, { [sender]: paused });
  okValue(await pauseByHand(parts, { scope: 'mailbox', address: billing }, 'maintenance'));
  assert.deepEqual(mailbox().hold, paused);
  assert.deepEqual([mailbox().address, Object.keys(mailbox().senderHolds ?? {})], [billing, [sender]]);
  okValue(await pauseByHand(parts, { scope: 'app' }, 'maintenance'));
  assert.deepEqual(parsed(appHold()), paused);
  assert.deepEqual(keys('directory'), [billingKey]);
});

for (const id of ['nonsense', billingKey, senderHoldId, 'app']) {
  test(`there is no hold ${id.length > 8 ? 'of that key' : id}: nothing is written, nobody is rung`, async () => {
    const { parts, keys, rings } = createAdministration();
    assert.deepEqual(refusalOf(await releaseHold(parts, id)), { kind: 'no-such-hold' });
    assert.deepEqual([keys(), keys('app'), rings], [[], [], []]);
  });
}

test('a ring that fails is told', async () => {
  const ring = async () => failed({ at: 'storage' as const, said: 'away' });
  const { parts, leave, mailbox } = createAdministration({ ring });
  await leave({ hold: hold() });
  assert.deepEqual(okValue(await releaseHold(parts, billingKey)), { isRung: false });
  assert.equal(mailbox().hold, undefined);
});

/** A table in which somebody acts right before each of the first `times` transactions. */
function interrupted(
  table: ReturnType<typeof createMemoryTable>,
  times: number,
  act: () => Promise<unknown>,
) {
  let left = times;
  const open: OpenPartition = (key) => ({
    ...table.open(key),
    async commit(changes) {
      if (left-- > 0) await act();
      return table.open(key).commit(changes);
    },
  });
  return open;
}

for (const [times, kind] of [
  [3, undefined],
  [100, 'unavailable'],
] as const) {
  test(`the owner writes in between ${times} times: ${kind ?? 'both changes stand'}`, async () => {
    const table = createMemoryTable();
    const partition = table.open(billingKey);
    const owner = async () => {
      const row = okValue(await partition.read(MAILBOX_ROW));
      assert.ok(row);
      const state = stateFromValues(row.values);
      const values = stateToValues({ ...state, lastAccepted: state.lastAccepted + 1 });
      await partition.commit([{ kind: 'replace', rowKey: MAILBOX_ROW, values, etag: row.etag }]);
    };
    const { parts } = createAdministration({ open: interrupted(table, times, owner) });
    okValue(
      await partition.commit([
        {
          kind: 'create',
          rowKey: MAILBOX_ROW,
          values: { mailbox: JSON.stringify({ hold: hold(), lastAccepted: 0 }) },
        },
      ]),
    );
    const released = await releaseHold(parts, billingKey);
    assert.equal(released.ok ? undefined : released.error.kind, kind);
    const state = stateFromValues(table.rows(billingKey)[0]?.values ?? {});
    if (!kind) assert.deepEqual([state.hold, state.lastAccepted], [undefined, times]);
  });
}

test('its own change whose answer was lost counts as done', async () => {
  const table = createMemoryTable();
  const open: OpenPartition = (key) => ({
    ...table.open(key),
    async commit(changes) {
      await table.open(key).commit(changes);
      return table.open(key).commit(changes);
    },
  });
  const { parts, rings } = createAdministration({ open, ring: async () => ok(undefined) });
  const values = { mailbox: JSON.stringify({ hold: hold() }) };
  okValue(await table.open(billingKey).commit([{ kind: 'create', rowKey: MAILBOX_ROW, values }]));
  okValue(await releaseHold(parts, billingKey));
  assert.deepEqual(rings, []);
});
