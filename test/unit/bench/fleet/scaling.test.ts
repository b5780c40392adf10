import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { toStart, wantedInstances } from '../../../bench/fleet/scaling.ts';

const bounds = { least: 0, most: 200, parallel: 56 };
const queue = (length: number, hasVisible = true) => ({ length, hasVisible });

describe('instances by the length of the queue', () => {
  const cases = [
    { name: 'nothing', queues: [queue(0, false)], wanted: 0 },
    { name: 'one message', queues: [queue(1)], wanted: 1 },
    { name: 'as many as one works on', queues: [queue(56)], wanted: 1 },
    { name: 'one more', queues: [queue(57)], wanted: 2 },
    { name: 'hidden ones count where one can be seen', queues: [queue(1_000)], wanted: 18 },
    { name: 'hidden ones alone do not', queues: [queue(1_000, false)], wanted: 0 },
    { name: 'the longer of two', queues: [queue(10), queue(300)], wanted: 6 },
    { name: 'no more than may be', queues: [queue(100_000)], wanted: 200 },
  ];
  for (const { name, queues, wanted } of cases) {
    test(name, () => assert.equal(wantedInstances(queues, bounds), wanted));
  }
  test('no fewer than are always there', () =>
    assert.equal(wantedInstances([queue(0, false)], { ...bounds, least: 3 }), 3));
});

describe('how many are started at once', () => {
  const cases = [
    { name: 'what is missing', running: 3, wanted: 5, least: 0, start: 2 },
    { name: 'four at most', running: 3, wanted: 50, least: 0, start: 4 },
    { name: 'none where there are enough', running: 5, wanted: 2, least: 0, start: 0 },
    { name: 'all of those that are always there', running: 0, wanted: 20, least: 20, start: 20 },
  ];
  for (const { name, running, wanted, least, start } of cases) {
    test(name, () => assert.equal(toStart(running, wanted, least), start));
  }
});
