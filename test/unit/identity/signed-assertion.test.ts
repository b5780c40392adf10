import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeJwt } from 'jose';
import type { Fault } from '../../../shared/failures/fault.ts';
import { failed, ok } from '../../../shared/failures/result.ts';
import { signedAssertion } from '../../../shared/identity/signed-assertion.ts';

const minute = 60_000;
const forbidden: Fault = { at: 'vault', code: 'ForbiddenByRbac', said: 'no' };

/** A source with a clock that is set and a certificate that counts. */
function world() {
  const state = { time: 0, signed: 0, vaultOpen: true };
  const source = signedAssertion({
    clientId: 'the-app',
    tokenEndpoint: 'https://login.example/token',
    certificate: async () => {
      if (!state.vaultOpen) return failed(forbidden);
      state.signed += 1;
      return ok({ thumbprint: 'thumbprint', sign: async () => ok(Buffer.from('signature')) });
    },
    now: () => new Date(state.time),
    newId: () => `id ${state.signed}`,
  });
  const at = async (minutes: number) => {
    state.time = minutes * minute;
    const assertion = await source();
    assert.ok(assertion.ok);
    return assertion.value;
  };
  return { state, source, at };
}

test('an assertion serves for eight minutes, then another is signed', async () => {
  const { state, at } = world();
  const first = await at(0);
  assert.equal(await at(7.99), first);
  assert.equal(state.signed, 1);
  const second = decodeJwt(await at(8));
  assert.equal(state.signed, 2);
  assert.equal(decodeJwt(first).iat, 0);
  assert.equal(second.iat, 8 * 60);
  assert.notEqual(second.jti, decodeJwt(first).jti);
});

test('it is made for the app and the token endpoint', async () => {
  const { iss, aud } = decodeJwt(await world().at(0));
  assert.deepEqual([iss, aud], ['the-app', 'https://login.example/token']);
});

test('a certificate that cannot be had is handed on and asked for again', async () => {
  const { state, source } = world();
  state.vaultOpen = false;
  assert.deepEqual(await source(), failed(forbidden));
  state.vaultOpen = true;
  assert.ok((await source()).ok);
});
