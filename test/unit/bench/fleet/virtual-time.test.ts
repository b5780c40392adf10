import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRandom } from '../../../support/model/random.ts';
import { createVirtualTime } from '../../../support/model/virtual-time.ts';

test('events run in the order of their times, those of one time in the order in which they were asked for', async () => {
  const random = createRandom(1);
  const time = createVirtualTime(1_000);
  const asked = Array.from({ length: 200 }, (_, order) => ({ at: 1_000 + random.between(0, 20), order }));
  const ran: typeof asked = [];
  for (const one of asked) time.at(one.at, () => ran.push(one));
  await time.run(() => false);
  assert.deepEqual(
    ran,
    asked.toSorted((a, b) => a.at - b.at || a.order - b.order),
  );
});

test('time does not go back, and promises settle before it goes on', async () => {
  const time = createVirtualTime(1_000);
  const told: string[] = [];
  const tell = (what: string) => told.push(`${what} at ${time.now}`);
  time.at(2_000, () => {
    tell('late');
    time.at(500, () => tell('in the past'));
    void Promise.resolve().then(() => tell('promise'));
  });
  time.at(3_000, () => tell('later'));
  await time.run(() => false);
  assert.deepEqual(told, ['late at 2000', 'in the past at 2000', 'promise at 2000', 'later at 3000']);
});
