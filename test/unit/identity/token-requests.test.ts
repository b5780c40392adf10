import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Fault } from '../../../shared/failures/fault.ts';
import { failed, ok } from '../../../shared/failures/result.ts';
import { startTokenRequests } from '../../../shared/identity/token-requests.ts';

const fault: Fault = { at: 'token', code: 'AADSTS90033', said: 'busy' };
const token = { text: 'token', expires: 0 };

/** Asks an Entra that gives these waits as its answers, `undefined` for a final refusal, and then a token. */
async function ask(waits: readonly (number | undefined)[]) {
  const slept: number[] = [];
  let asked = 0;
  const { ask, mayAsk } = startTokenRequests(
    async () => {
      asked += 1;
      return asked <= waits.length ? failed({ fault, again: waits[asked - 1] }) : ok(token);
    },
    async (ms) => slept.push(ms),
  );
  const answer = await ask('assertion');
  return { ok: answer.ok, asked, slept, mayAsk: mayAsk() };
}

const cases = [
  { name: 'a token at once', waits: [], ok: true, asked: 1, slept: [], mayAsk: true },
  { name: 'a short wait', waits: [5], ok: true, asked: 2, slept: [5000], mayAsk: true },
  { name: 'none at all', waits: [0], ok: true, asked: 2, slept: [0], mayAsk: true },
  { name: 'a long wait', waits: [6], ok: false, asked: 1, slept: [], mayAsk: true },
  { name: 'a short and a long wait', waits: [1, 600], ok: false, asked: 2, slept: [1000], mayAsk: true },
  { name: 'a refusal', waits: [undefined], ok: false, asked: 1, slept: [], mayAsk: true },
  { name: 'no end of trouble', waits: [1, 2, 3, 4], ok: false, asked: 3, slept: [1000, 2000], mayAsk: false },
];

for (const { name, waits, ...expected } of cases) {
  test(`${name}: ${expected.asked} requests`, async () => assert.deepEqual(await ask(waits), expected));
}
