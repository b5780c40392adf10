import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DoorParts } from '../../../shared/doors/parts.ts';
import { postMessage } from '../../../shared/doors/post-message.ts';
import type { Fault } from '../../../shared/failures/fault.ts';
import { failed } from '../../../shared/failures/result.ts';
import { keepEvents } from '../../support/events.ts';
import { billingKey } from '../mailbox/administration.ts';
import { start } from '../mailbox/given.ts';
import { createDoorParts } from './given.ts';

const hello = {
  id: 'invoice-1',
  from: 'billing@contoso.com',
  to: 'ada@fabrikam.com',
  subject: 'x',
  text: 'x',
};
const away: Fault = { at: 'storage', code: 'ServerBusy', said: 'HTTP 503' };

async function post(parts: DoorParts, body: unknown, idempotencyKey?: string) {
  const { log, events } = keepEvents();
  return { posted: await postMessage(parts, { body, idempotencyKey }, log), events };
}

test('a message goes into its room with one transaction, and is rung for', async () => {
  const { parts, keys, rings, woken } = createDoorParts();
  const { posted, events } = await post(parts, hello);
  assert.ok(posted.ok, JSON.stringify(posted));
  const { key, record } = posted.value;
  assert.deepEqual([key, record.state, record.token, record.due], [billingKey, 'waiting', 'token-1', start]);
  assert.deepEqual(keys(), ['m!invoice-1', `w!1!${start}!invoice-1`]);
  assert.deepEqual([rings, woken], [[{ key: billingKey, at: start }], ['billing@contoso.com']]);
  assert.deepEqual(
    events.map(({ event }) => event),
    ['mail.taken-in'],
  );
  assert.doesNotMatch(JSON.stringify(events), /@/);
});

test('a repeat is the first one, with its token, and is rung for once more while it waits', async () => {
  const { parts, keys, rings } = createDoorParts();
  await post(parts, hello);
  const { id: _, ...withoutId } = hello;
  const again = await post(parts, hello);
  assert.ok(again.posted.ok && again.posted.value.record.token === 'token-1');
  assert.deepEqual([rings.length, keys().length, again.events[0]?.event], [2, 2, 'mail.repeat']);
  const other = await post(parts, { ...hello, text: 'y' });
  assert.deepEqual(other.posted, failed({ kind: 'other-content', id: 'invoice-1' }));
  // Whoever names it by its key alone sends other content: the id is a part of it.
  const byKey = await post(parts, withoutId, 'invoice-1');
  assert.deepEqual(byKey.posted, failed({ kind: 'other-content', id: 'invoice-1' }));
  assert.equal(keys().length, 2);
});

test('a message belongs to its own trace, else to that of the request; a repeat leaves it where it is', async () => {
  const own = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
  const asked = own.replace('-4', '-5');
  const { parts } = createDoorParts();
  for (const [body, traceparent, expected] of [
    [{ ...hello, id: 'both', traceparent: own }, asked, own],
    [{ ...hello, id: 'both' }, asked, own],
    [{ ...hello, id: 'header' }, asked, asked],
    [{ ...hello, id: 'neither' }, undefined, undefined],
  ] as const) {
    const posted = await postMessage(parts, { body, idempotencyKey: undefined, traceparent }, () => {});
    assert.ok(posted.ok);
    assert.equal(posted.value.record.traceparent, expected, body.id);
  }
});

test('a key is the id of a message that brings none; without both the message gets one', async () => {
  const { parts } = createDoorParts();
  const { id: _, ...withoutId } = hello;
  const byKey = await post(parts, withoutId, '"run-1"');
  assert.ok(byKey.posted.ok && byKey.posted.value.record.id === 'run-1');
  const again = await post(parts, withoutId, 'run-1');
  assert.ok(again.posted.ok && again.posted.value.record.token === byKey.posted.value.record.token);
  const named = await post(parts, withoutId);
  assert.ok(named.posted.ok && /^id-\d+$/.test(named.posted.value.record.id));
});

test('what is wrong with key and message is said together', async () => {
  const { parts, keys } = createDoorParts();
  const cases: readonly [unknown, string | undefined, string, readonly string[]][] = [
    [{ ...hello, to: 'x' }, undefined, 'message-invalid', ['to']],
    [{ ...hello, to: 'x' }, 'other', 'message-invalid', ['Idempotency-Key', 'to']],
    [hello, 'other', 'message-invalid', ['Idempotency-Key']],
    [hello, ' ', 'message-invalid', ['Idempotency-Key']],
    ['no JSON', undefined, 'message-unreadable', ['']],
    [{ ...hello, from: 'eve@contoso.com' }, undefined, 'sender-unknown', []],
  ];
  for (const [body, key, code, paths] of cases) {
    const { posted } = await post(parts, body, key);
    assert.ok(!posted.ok && posted.error.kind === 'refused', JSON.stringify(posted));
    assert.equal(posted.error.fault.code, code);
    assert.deepEqual(
      posted.error.problems.map(({ path }) => path),
      paths,
    );
  }
  assert.deepEqual(keys(), []);
});

test('a message for later has its place then; the ring comes now, so that a turn rings for it', async () => {
  const { parts, keys, rings } = createDoorParts();
  const sendAt = new Date(start + 86_400_000);
  const { posted } = await post(parts, { ...hello, sendAt: sendAt.toISOString() });
  assert.ok(posted.ok);
  assert.equal(keys()[1], `w!1!${sendAt.getTime()}!invoice-1`);
  assert.deepEqual(rings, [{ key: billingKey, at: start }]);
});

test('without a ring it is in the room all the same; without the table it is not', async () => {
  const unrung = createDoorParts({ ring: async () => failed(away) });
  const { posted, events } = await post(unrung.parts, hello);
  assert.ok(posted.ok);
  assert.deepEqual(
    events.map(({ event }) => event),
    ['mail.not-rung', 'mail.taken-in'],
  );
  const { open } = unrung.parts;
  const closed = createDoorParts({
    open: (key) => ({ ...open(key), commit: async () => failed({ kind: 'unavailable', fault: away }) }),
  });
  assert.deepEqual((await post(closed.parts, hello)).posted, failed({ kind: 'unavailable', fault: away }));
});
