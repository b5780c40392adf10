import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type MailboxState, newMailbox } from '../../../shared/mailbox/mailbox-state.ts';
import {
  admit,
  connectionsNow,
  fewerConnections,
  freeSlots,
  messagesNow,
  nextSlot,
  type PaceLimits,
  pacePresets,
  slower,
} from '../../../shared/mailbox/pace.ts';
import { HOUR, MINUTE, start } from './given.ts';

const exchange = pacePresets['exchange-online'];
const fresh = newMailbox('billing@contoso.com');
const DAY = 24 * HOUR;

/** The mailbox once a message for so many recipients began to be sent at each of these times. */
function admitted(times: readonly number[], before = fresh, limits: PaceLimits = exchange, recipients = 1) {
  let state = before;
  for (const at of times) state = { ...state, ...admit(state, limits, recipients, at) };
  return state;
}

const together = (count: number, at = start) => Array.from({ length: count }, () => at);

test('the preset holds what Exchange Online takes', () => {
  assert.deepEqual(exchange, { messages: 30, windowMs: 60_500, connections: 3, recipientsPerDay: 10_000 });
});

const slots: readonly { name: string; state: MailboxState; now: number; free: number; next: number }[] = [
  { name: 'a mailbox that never sent', state: fresh, now: start, free: 30, next: start },
  { name: '29 began', state: admitted(together(29)), now: start, free: 1, next: start },
  { name: '30 began', state: admitted(together(30)), now: start, free: 0, next: start + 60_500 },
  {
    name: '30 began, a millisecond before the window is over',
    state: admitted(together(30)),
    now: start + 60_499,
    free: 0,
    next: start + 60_500,
  },
  {
    name: '30 began, the window is over',
    state: admitted(together(30)),
    now: start + 60_500,
    free: 30,
    next: start + 60_500,
  },
  {
    name: '30 began, ten of them earlier',
    state: admitted([...together(10), ...together(20, start + 20_000)]),
    now: start + 60_500,
    free: 10,
    next: start + 60_500,
  },
  {
    name: '15 began, and no more are allowed after a refusal',
    state: { ...admitted(together(15)), learntPace: { limit: 15, at: start } },
    now: start,
    free: 0,
    next: start + 60_500,
  },
  {
    name: '20 began, five more than are allowed after a refusal',
    state: {
      ...admitted(Array.from({ length: 20 }, (_, index) => start + index * 1_000)),
      learntPace: { limit: 15, at: start + 20_000 },
    },
    now: start + 20_000,
    free: 0,
    next: start + 5_000 + 60_500,
  },
];

for (const { name, state, now, free, next } of slots) {
  test(`pace: ${name}`, () => {
    assert.deepEqual(
      { free: freeSlots(state, exchange, now), next: nextSlot(state, exchange, now) },
      { free, next },
    );
  });
}

test('whenever messages come, no 30 of them leave room for a 31st within a window', () => {
  const gaps = fc.array(fc.oneof(fc.nat(50), fc.nat(5_000), fc.nat(90_000)), {
    minLength: 40,
    maxLength: 150,
  });
  fc.assert(
    fc.property(gaps, (waits) => {
      let state = fresh;
      let time = start;
      const began: number[] = [];
      for (const wait of waits) {
        time = nextSlot(state, exchange, time + wait);
        assert.ok(freeSlots(state, exchange, time) > 0);
        state = admitted([time], state);
        began.push(time);
      }
      for (const [index, at] of began.entries()) {
        const thirtyLater = began[index + 30];
        assert.ok(thirtyLater === undefined || thirtyLater - at >= 60_500);
      }
      assert.ok(state.admissions.length <= 30);
    }),
    { numRuns: 200 },
  );
});

const lowered: readonly { name: string; limit: number; afterMs: number; allowed: number }[] = [
  { name: 'right after it was learnt', limit: 15, afterMs: 0, allowed: 15 },
  { name: 'short of a minute later', limit: 15, afterMs: MINUTE - 1, allowed: 15 },
  { name: 'a minute later', limit: 15, afterMs: MINUTE, allowed: 16 },
  { name: 'ten minutes later', limit: 15, afterMs: 10 * MINUTE, allowed: 25 },
  { name: 'fifteen minutes later', limit: 15, afterMs: 15 * MINUTE, allowed: 30 },
  { name: 'a day later', limit: 15, afterMs: DAY, allowed: 30 },
];

for (const { name, limit, afterMs, allowed } of lowered) {
  test(`a pace of ${limit} is ${allowed} ${name}`, () => {
    const state = { ...fresh, learntPace: { limit, at: start } };
    assert.equal(messagesNow(state, exchange, start + afterMs), allowed);
  });
}

test('each refusal for the rate halves what was tried, down to one message in a window', () => {
  let state = fresh;
  const limits = [0, 5, 10, 15, 20, 25].map((second) => {
    state = { ...state, learntPace: slower(state, exchange, start + 1_000 * second) };
    return state.learntPace?.limit;
  });
  assert.deepEqual(limits, [15, 7, 3, 1, 1, 1]);
});

test('what was under way together and refused together is learnt once', () => {
  const state = { ...fresh, learntPace: slower(fresh, exchange, start) };
  assert.equal(slower(state, exchange, start + 4_999), state.learntPace);
});

test('a refusal halves what was regained since the one before', () => {
  const state = { ...fresh, learntPace: { limit: 15, at: start } };
  const now = start + 5 * MINUTE;
  assert.deepEqual(slower(state, exchange, now), { limit: 10, at: now });
});

test('where no pace is kept, a refusal halves what Exchange Online would take', () => {
  assert.deepEqual(slower(fresh, pacePresets.off, start), { limit: 15, at: start });
});

test('too many connections at once: one less each time, never none, and all again after ten minutes', () => {
  let state = fresh;
  const last = start + 10_000;
  const limits = [start, start + 5_000, last].map((now) => {
    state = { ...state, learntConnections: fewerConnections(state, exchange, now) };
    return connectionsNow(state, exchange, now);
  });
  assert.deepEqual(limits, [2, 1, 1]);
  assert.equal(connectionsNow(state, exchange, last + 10 * MINUTE - 1), 1);
  assert.equal(connectionsNow(state, exchange, last + 10 * MINUTE), 3);
  assert.deepEqual(fewerConnections(state, exchange, start + HOUR), { limit: 2, at: start + HOUR });
});

const days: readonly { name: string; recipients: Record<string, number>; now: string; next: string }[] = [
  {
    name: '9,999 told',
    recipients: { '2026-11-25T11': 9_999 },
    now: '2026-11-25T12:10:00Z',
    next: '2026-11-25T12:10:00Z',
  },
  {
    name: '10,000 told in one hour',
    recipients: { '2026-11-25T11': 10_000 },
    now: '2026-11-25T12:10:00Z',
    next: '2026-11-26T12:00:00Z',
  },
  {
    name: '10,000 told over a day: the oldest hour frees up first, however the hours are listed',
    recipients: { '2026-11-25T11': 4_000, '2026-11-24T20': 6_000 },
    now: '2026-11-25T12:10:00Z',
    next: '2026-11-25T21:00:00Z',
  },
  {
    name: 'an hour counts until its last minute is a day ago',
    recipients: { '2026-11-24T12': 10_000 },
    now: '2026-11-25T12:59:59Z',
    next: '2026-11-25T13:00:00Z',
  },
  {
    name: 'an hour of the day before counts no more',
    recipients: { '2026-11-24T11': 10_000, '2026-11-25T11': 9_000 },
    now: '2026-11-25T12:00:00Z',
    next: '2026-11-25T12:00:00Z',
  },
];

for (const { name, recipients, now, next } of days) {
  test(`recipients of a day: ${name}`, () => {
    const state = { ...fresh, recipients };
    const at = nextSlot(state, exchange, Date.parse(now));
    assert.equal(new Date(at).toISOString(), new Date(next).toISOString());
    assert.equal(freeSlots(state, exchange, Date.parse(now)), now === next ? 30 : 0);
  });
}

test('what is kept of a day: recipients by hour, and no hour that is over', () => {
  const state = { ...fresh, recipients: { '2026-11-24T11': 7, '2026-11-24T12': 8, '2026-11-25T12': 9 } };
  assert.deepEqual(admit(state, exchange, 500, start), {
    admissions: [start],
    recipients: { '2026-11-24T12': 8, '2026-11-25T12': 509 },
  });
});

test('off: no limit, and nothing is kept', () => {
  const state = admitted(together(200), fresh, pacePresets.off, 1_000);
  assert.deepEqual(state, fresh);
  assert.equal(nextSlot(state, pacePresets.off, start), start);
  assert.equal(freeSlots(state, pacePresets.off, start), Number.POSITIVE_INFINITY);
});

test('clocks apart: a pace learnt in the future of this clock is no smaller than what was learnt', () => {
  // It was one less, nothing at all for a limit of 1, and the owner of the turn looked again and again without a pause.
  const state = { ...admitted([start - MINUTE]), learntPace: { limit: 1, at: start + 356 } };
  assert.equal(messagesNow(state, exchange, start), 1);
});

test('whatever clocks wrote: a message may go now exactly where there is a slot for it', () => {
  const near = fc.integer({ min: -90_000, max: 5_000 });
  const learnt = fc.option(fc.record({ limit: fc.integer({ min: 1, max: 30 }), at: near }), {
    nil: undefined,
  });
  fc.assert(
    fc.property(fc.array(near, { maxLength: 30 }), learnt, (times, pace) => {
      const state = {
        ...fresh,
        admissions: times.map((at) => start + at),
        ...(pace && { learntPace: { limit: pace.limit, at: start + pace.at } }),
      };
      const free = freeSlots(state, exchange, start);
      assert.equal(nextSlot(state, exchange, start) === start, free >= 1);
      assert.ok(free >= 0);
    }),
  );
});
