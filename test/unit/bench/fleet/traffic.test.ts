import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { arrivals, type Producer } from '../../../bench/fleet/traffic.ts';
import { createRandom } from '../../../support/model/random.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const START = Date.parse('2026-11-25T00:00:00Z');

const timesOf = (producer: Producer, seed = 1, hours = 24): number[] => [
  ...arrivals(producer, createRandom(seed), START, START + hours * HOUR),
];

describe('what comes for a mailbox', () => {
  test('one by one: about as many as said, most of them in the morning', () => {
    const times = timesOf({ kind: 'steady', perDay: 2_000 });
    assert.ok(Math.abs(times.length - 2_000) < 200, `${times.length}`);
    const from = (hour: number) => times.filter((at) => new Date(at).getUTCHours() === hour).length;
    assert.ok(from(9) > 10 * from(2));
    assert.deepEqual(
      times,
      times.toSorted((a, b) => a - b),
    );
  });

  test('in bursts: each as large as said, within seconds', () => {
    const times = timesOf({ kind: 'bursts', perDay: 5, size: 100 });
    assert.equal(times.length % 100, 0);
    assert.ok(times.length >= 100 && times.length <= 1_500, `${times.length}`);
    assert.ok((times[99] as number) - (times[0] as number) < 5_000);
  });

  test('over: more wait at any time than thirty a minute let go, up to the most', () => {
    const times = timesOf({ kind: 'over', most: 1_000 });
    assert.equal(times.length, 1_000);
    const first = times[0] as number;
    assert.ok(first - START <= MINUTE);
    // Of the last ones nothing comes after them.
    for (let minute = 0; minute < 25; minute += 1) {
      const come = times.filter((at) => at <= first + minute * MINUTE).length;
      assert.ok(come > 30 * (minute + 1), `${come} after ${minute} minutes`);
    }
  });

  test('over ends with the run', () => {
    assert.ok(timesOf({ kind: 'over', most: 10_000 }, 1, 1).every((at) => at < START + HOUR));
  });

  test('all at once: within the time that was said', () => {
    const times = timesOf({ kind: 'lump', messages: 50, withinMs: 1_000 });
    assert.equal(times.length, 50);
    assert.ok(times.every((at) => at >= START && at < START + 1_000));
  });

  test('by its seed', () => {
    const producer: Producer = { kind: 'steady', perDay: 50 };
    assert.deepEqual(timesOf(producer, 7), timesOf(producer, 7));
    assert.notDeepEqual(timesOf(producer, 7), timesOf(producer, 8));
  });
});
