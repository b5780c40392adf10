import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Fault } from '../../../shared/failures/fault.ts';
import { failed, ok } from '../../../shared/failures/result.ts';
import { createTokenSource } from '../../../shared/identity/token.ts';
import { startStopwatch } from '../../../shared/stopwatch.ts';

const minute = 60_000;
const refused: Fault = { at: 'token', code: 'AADSTS7000229', said: 'no service principal' };

/** A token source in a world of its own: a clock that is set, and an Entra that counts. */
function world() {
  const state = { time: 0, asked: 0, entraOpen: true };
  const source = createTokenSource({
    acquire: async (stopwatch) => {
      state.asked += 1;
      if (!state.entraOpen) return failed(refused);
      return stopwatch.time('token', async () =>
        ok({ text: `token ${state.asked}`, expires: state.time + 60 * minute }),
      );
    },
    now: () => new Date(state.time),
  });
  const ask = (refusedToken?: string, stopwatch = startStopwatch()) => source(stopwatch, refusedToken);
  /** Sets the clock and asks. */
  const at = (minutes: number) => {
    state.time = minutes * minute;
    return ask();
  };
  return { state, ask, at };
}

test('a token is used until ten minutes before its end, then renewed', async () => {
  const { state, at } = world();
  assert.deepEqual(await at(0), ok('token 1'));
  assert.deepEqual(await at(49.99), ok('token 1'));
  assert.equal(state.asked, 1);
  assert.deepEqual(await at(50), ok('token 2'));
  assert.deepEqual(await at(99.99), ok('token 2'));
});

test('a refused token is replaced, for all who hold it, and at most once a minute', async () => {
  const { state, at, ask } = world();
  await at(0);
  assert.deepEqual(await Promise.all([ask('token 1'), ask('token 1')]), [ok('token 2'), ok('token 2')]);
  assert.deepEqual(await ask('token 1'), ok('token 2'), 'somebody else had it renewed');
  assert.deepEqual(await ask('token 2'), ok('token 2'), 'a fresh one is not stale');
  assert.equal(state.asked, 2);
  state.time = minute;
  assert.deepEqual(await ask('token 2'), ok('token 3'));
});

test('when a refused token cannot be renewed it still serves those it is good for', async () => {
  const { state, at, ask } = world();
  await at(0);
  state.entraOpen = false;
  assert.deepEqual(await ask('token 1'), ok('token 1'));
  assert.deepEqual(await ask(), ok('token 1'));
});

test('many who ask at once cause one request, and all get its token', async () => {
  const { state, ask } = world();
  const tokens = await Promise.all(Array.from({ length: 20 }, () => ask()));
  assert.deepEqual(new Set(tokens.map((token) => token.ok && token.value)), new Set(['token 1']));
  assert.equal(state.asked, 1);
});

test('while a renewal fails the old token serves until one minute before its end', async () => {
  const { state, at } = world();
  await at(0);
  state.entraOpen = false;
  assert.deepEqual(await at(50), ok('token 1'));
  assert.deepEqual(await at(58.99), ok('token 1'));
  assert.deepEqual(await at(59), failed(refused));
  assert.equal(state.asked, 4);
});

test('a failed request is not remembered', async () => {
  const { state, ask } = world();
  state.entraOpen = false;
  assert.deepEqual(await ask(), failed(refused));
  state.entraOpen = true;
  assert.deepEqual(await ask(), ok('token 2'));
});

test('asking is timed only where it happens', async () => {
  const { ask } = world();
  const [first, second] = [startStopwatch(), startStopwatch()];
  await ask(undefined, first);
  await ask(undefined, second);
  assert.deepEqual(Object.keys(first.stages), ['token']);
  assert.deepEqual(second.stages, {});
});
