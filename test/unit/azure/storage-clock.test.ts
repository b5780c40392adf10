import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createStorageClock, fromDateHeader } from '../../../shared/azure/storage-clock.ts';

const start = Date.parse('2026-11-25T12:00:00.400Z');

/** A request: how long before it, there and back it takes (ms), and by how much the local clock is set just before. */
const request = fc.record({
  pause: fc.nat(5_000),
  there: fc.nat(400),
  back: fc.nat(400),
  set: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.integer({ min: -20_000, max: 20_000 })),
});

/** A storage service's time, a local clock that is `ahead` of it, and the clock between the two. */
function simulate(ahead: number) {
  let storage = start;
  let error = ahead;
  const local = () => storage + error;
  const clock = createStorageClock(local);
  return {
    clock,
    /** How far the clock is from the storage service's time. */
    off: () => Math.abs(clock.now() - storage),
    ask({ pause, there, back, set }: { pause: number; there: number; back: number; set: number }) {
      storage += pause;
      error += set;
      const sent = local();
      storage += there;
      const dateHeader = new Date(storage).toUTCString();
      storage += back;
      clock.observe({ sent, received: local(), ...fromDateHeader(dateHeader) });
    },
  };
}

test('after any answer the clock is right within a second and the time of that request', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -100_000, max: 100_000 }),
      fc.array(request, { minLength: 1 }),
      (ahead, requests) => {
        const world = simulate(ahead);
        for (const one of requests) {
          world.ask(one);
          assert.ok(world.off() <= 999 + one.there + one.back);
        }
      },
    ),
  );
});

test('a right local clock is left alone', () => {
  fc.assert(
    fc.property(fc.array(request), (requests) => {
      const world = simulate(0);
      for (const one of requests) {
        world.ask({ ...one, set: 0 });
        assert.equal(world.off(), 0);
      }
    }),
  );
});

test('more answers never make it worse while the local clock runs on', () => {
  fc.assert(
    fc.property(fc.integer({ min: -100_000, max: 100_000 }), fc.array(request), (ahead, requests) => {
      const world = simulate(ahead);
      let off = Infinity;
      for (const one of requests) {
        world.ask({ ...one, set: 0 });
        assert.ok(world.off() <= off);
        off = world.off();
      }
    }),
  );
});

test('a clock that is minutes off and asks often is right within the time of a request', () => {
  const world = simulate(240_000);
  for (let asked = 0; asked < 50; asked += 1) world.ask({ pause: 170, there: 5, back: 5, set: 0 });
  assert.ok(world.off() <= 20, `${world.off()} ms`);
});

const useless: readonly (readonly [string, { sent: number; received: number; dateHeader?: string }])[] = [
  ['without a date', { sent: start, received: start }],
  ['with a date that is none', { sent: start, received: start, dateHeader: 'yesterday' }],
  [
    'over which the local clock was set back',
    { sent: start, received: start - 60_000, dateHeader: new Date(start).toUTCString() },
  ],
];

for (const [name, { sent, received, dateHeader }] of useless) {
  test(`an answer ${name} changes nothing`, () => {
    const clock = createStorageClock(() => 1_000);
    clock.observe({ sent, received, ...fromDateHeader(dateHeader) });
    assert.equal(clock.now(), 1_000);
  });
}
