import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startStopwatch } from '../../shared/stopwatch.ts';

/** A clock that stands at each of these milliseconds in turn. */
const clock = (...readings: number[]) => {
  return () => readings.shift() ?? assert.fail('the clock was read once too often');
};

test('the time of each stage is noted, and its value handed on', async () => {
  const stopwatch = startStopwatch(undefined, clock(0, 5.26, 6, 8));
  assert.equal(await stopwatch.time('connect', async () => 'connected'), 'connected');
  await stopwatch.time('login', async () => {});
  assert.deepEqual(stopwatch.stages, { connect: 5.3, login: 2 });
});

test('a stage met twice adds up', async () => {
  const stopwatch = startStopwatch(undefined, clock(0, 10, 100, 115));
  await stopwatch.time('submit', async () => {});
  await stopwatch.time('submit', async () => {});
  assert.deepEqual(stopwatch.stages, { submit: 25 });
});

test('work that fails is timed as well, and its error passes through', async () => {
  const stopwatch = startStopwatch(undefined, clock(0, 7));
  await assert.rejects(
    stopwatch.time('connect', async () => {
      throw new Error('broken');
    }),
    /broken/,
  );
  assert.deepEqual(stopwatch.stages, { connect: 7 });
});

test('whoever asked is told of the beginning and the end of each stage, also of one that fails', async () => {
  const told: string[] = [];
  const stopwatch = startStopwatch((stage) => {
    told.push(`${stage} begins`);
    return () => told.push(`${stage} ends`);
  });
  await stopwatch.time('sign', async () => told.push('signing'));
  await assert.rejects(stopwatch.time('token', () => Promise.reject(new Error('broken'))));
  assert.deepEqual(told, ['sign begins', 'signing', 'sign ends', 'token begins', 'token ends']);
});

test('by itself it runs on a real clock', async () => {
  const stopwatch = startStopwatch();
  await stopwatch.time('wait', () => new Promise((resolve) => setTimeout(resolve, 5)));
  const { wait = 0 } = stopwatch.stages;
  assert.ok(wait >= 3 && wait < 2000, `${wait} ms`);
});
