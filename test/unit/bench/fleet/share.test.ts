import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { shareOf } from '../../../bench/fleet/share.ts';

/** Thirty at once with each so many milliseconds, and one that opens the next. */
const bursts = (minutes: number, every: number): number[] =>
  Array.from({ length: 30 * minutes + 1 }, (_, index) => Math.floor(index / 30) * every);

describe('the share of the permitted rate', () => {
  const cases = [
    { name: 'thirty a minute', times: bursts(5, 60_000), share: 1 },
    { name: 'thirty in each 75 s', times: bursts(4, 75_000), share: 0.8 },
    {
      name: 'what was sent of the last minute does not count',
      times: bursts(3, 60_000).concat(185_000),
      share: 1,
    },
    { name: 'too few to tell', times: bursts(1, 60_000), share: undefined },
    { name: 'none', times: [], share: undefined },
  ];
  for (const { name, times, share } of cases) test(name, () => assert.equal(shareOf(times), share));
});
