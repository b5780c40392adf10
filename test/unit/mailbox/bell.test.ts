import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createBell } from '../../../shared/mailbox/bell.ts';

/** A sleep that ends when the test says so. */
function sleepOnDemand() {
  const sleeps: { milliseconds: number; signal: AbortSignal; wake: () => void }[] = [];
  return {
    sleeps,
    sleep: (milliseconds: number, signal: AbortSignal) =>
      new Promise<void>((wake) => sleeps.push({ milliseconds, signal, wake })),
  };
}

test('a wait ends with a ring, and its sleep with it', async () => {
  const { sleeps, sleep } = sleepOnDemand();
  const bell = createBell(sleep);
  const waiting = bell.wait(5_000);
  bell.ring();
  await waiting;
  assert.deepEqual(
    sleeps.map(({ milliseconds, signal }) => [milliseconds, signal.aborted]),
    [[5_000, true]],
  );
});

test('a wait ends with its time', async () => {
  const { sleeps, sleep } = sleepOnDemand();
  const waiting = createBell(sleep).wait(5_000);
  sleeps[0]?.wake();
  await waiting;
});

test('a ring while nobody waits is heard by the next wait, once', async () => {
  const { sleeps, sleep } = sleepOnDemand();
  const bell = createBell(sleep);
  bell.ring();
  bell.ring();
  await bell.wait(5_000);
  assert.equal(sleeps.length, 0);
  const waiting = bell.wait(7_000);
  assert.equal(sleeps.length, 1);
  bell.ring();
  await waiting;
});

test('a ring that ended a wait does not end the next one', async () => {
  const { sleeps, sleep } = sleepOnDemand();
  const bell = createBell(sleep);
  const first = bell.wait(5_000);
  bell.ring();
  await first;
  const second = bell.wait(5_000);
  assert.equal(sleeps.length, 2);
  sleeps[1]?.wake();
  await second;
});

test('a time that is over is no negative sleep', async () => {
  const { sleeps, sleep } = sleepOnDemand();
  const waiting = createBell(sleep).wait(-3);
  assert.equal(sleeps[0]?.milliseconds, 0);
  sleeps[0]?.wake();
  await waiting;
});
