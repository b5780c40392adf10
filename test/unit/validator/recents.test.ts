import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRecents } from '../../../shared/validator/recents.ts';

test('what was made is given again until its time is over', async () => {
  let time = 0;
  let made = 0;
  const { take } = createRecents<number>(() => time, 1000);
  const make = async () => ++made;
  assert.deepEqual(await take('a', 'login', make), { value: 1, at: 0 });
  time = 999;
  assert.deepEqual(await take('a', 'login', make), { value: 1, at: 0 });
  assert.deepEqual(await take('a', 'token', make), { value: 2, at: 999 });
  assert.deepEqual(await take('b', 'login', make), { value: 3, at: 999 });
  time = 1000;
  assert.deepEqual(await take('a', 'login', make), { value: 4, at: 1000 });
});

test('one at a time for a subject: who comes meanwhile gets the same, whoever asks for more waits', async () => {
  const { take } = createRecents<string>(() => 0, 1000);
  const order: string[] = [];
  const make = (name: string) => async () => {
    order.push(`${name} begins`);
    await new Promise(setImmediate);
    order.push(`${name} ends`);
    return name;
  };
  const values = await Promise.all([
    take('a', 'login', make('first')),
    take('a', 'login', make('same')),
    take('a', 'envelope', make('deeper')),
  ]);
  assert.deepEqual(
    values.map(({ value }) => value),
    ['first', 'first', 'deeper'],
  );
  assert.deepEqual(order, ['first begins', 'first ends', 'deeper begins', 'deeper ends']);
});

test('what failed to be made does not stand in the way of the next', async () => {
  const { take } = createRecents<number>(() => 0, 1000);
  await assert.rejects(take('a', 'login', () => Promise.reject(new Error('a bug'))));
  assert.equal((await take('a', 'login', async () => 7)).value, 7);
});

test('what is forgotten is made anew: of one subject, or of all; what is made meanwhile counts', async () => {
  const { take, forget } = createRecents<number>(() => 0, 1000);
  let made = 0;
  const make = async () => ++made;
  await take('a', 'login', make);
  await take('b', 'login', make);
  forget('a');
  assert.deepEqual([(await take('a', 'login', make)).value, (await take('b', 'login', make)).value], [3, 2]);
  forget();
  assert.equal((await take('b', 'login', make)).value, 4);
  const sent = async () => {
    forget('a');
    return 7;
  };
  await take('a', 'send', sent);
  assert.equal((await take('a', 'send', make)).value, 7);
});
