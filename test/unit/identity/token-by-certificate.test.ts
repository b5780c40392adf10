import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import type { Fault } from '../../../shared/failures/fault.ts';
import { failed, ok } from '../../../shared/failures/result.ts';
import { tokenByCertificate } from '../../../shared/identity/token-by-certificate.ts';
import { startStopwatch } from '../../../shared/stopwatch.ts';

const minute = 60_000;
const forbidden: Fault = { at: 'vault', code: 'ForbiddenByRbac', said: 'no' };
const disabled: Fault = { at: 'vault', code: 'KeyDisabled', said: 'disabled' };

/**
 * A clock, a vault and an Entra as state that a test sets. `versions` are those of the certificate from the newest;
 * `refuses` is Entra's AADSTS number for a version, `busy` its wait, `unsigned` what the vault says instead of signing.
 */
function world(versions: string[]) {
  const state = {
    time: 0,
    versions,
    vault: undefined as Fault | undefined,
    unsigned: {} as Record<string, Fault>,
    refuses: {} as Record<string, number>,
    busy: [] as number[],
    /** In their order, `read` and `sign` of the vault, and `ask` of Entra. */
    calls: [] as string[],
    assertions: [] as string[],
  };
  const source = tokenByCertificate({
    certificate: async (refused) => {
      if (state.vault) return failed(state.vault);
      const version = state.versions.find((one) => !refused.has(one));
      state.calls.push(`read ${version}`);
      if (!version) return ok(undefined);
      const sign = async () => {
        state.calls.push(`sign ${version}`);
        const fault = state.unsigned[version];
        return fault ? failed(fault) : ok(Buffer.from('signature'));
      };
      return ok({ version, der: Buffer.from(version), thumbprint: version, sign });
    },
    clientId: 'the-app',
    tokenEndpoint: 'https://login.example/token',
    requestToken: async (assertion) => {
      const version = String(decodeProtectedHeader(assertion)['x5t#S256']);
      state.calls.push(`ask ${version}`);
      state.assertions.push(assertion);
      const again = state.busy.shift();
      if (again !== undefined) return failed({ fault: fault(90033), again });
      const number = state.refuses[version];
      return number
        ? failed({ fault: fault(number), oauthError: 'invalid_client' })
        : ok({ text: `token by ${version}`, expires: 0 });
    },
    now: () => new Date(state.time),
    newId: () => `id ${state.assertions.length}`,
    sleep: async () => undefined,
  });
  /** Acquires at a time in minutes; says who signed the assertion that brought it, or the fault's code. */
  const acquire = async (minutes = 0) => {
    state.time = minutes * minute;
    state.calls = [];
    const answer = await source(startStopwatch());
    return answer.ok ? answer.value.text : answer.error.code;
  };
  return { state, acquire };
}

const fault = (number: number): Fault => ({ at: 'token', code: `AADSTS${number}`, said: 'no' });

test('an assertion serves for eight minutes, then another is signed', async () => {
  const { state, acquire } = world(['a']);
  await acquire(0);
  assert.deepEqual(state.calls, ['read a', 'sign a', 'ask a']);
  await acquire(7.99);
  assert.deepEqual(state.calls, ['ask a']);
  await acquire(8);
  assert.deepEqual(state.calls, ['read a', 'sign a', 'ask a']);
  const [first, second, third] = state.assertions.map((one) => decodeJwt(one));
  assert.deepEqual(first, second);
  assert.deepEqual([first?.iss, first?.aud, first?.iat], ['the-app', 'https://login.example/token', 0]);
  assert.equal(third?.iat, 8 * 60);
  assert.notEqual(third?.jti, first?.jti);
});

for (const number of [700027, 700024, 7000214, 1000502, 7000274, 7000277]) {
  test(`AADSTS${number} for the newest version: the one before it serves, and from memory next`, async () => {
    const { state, acquire } = world(['b', 'a']);
    state.refuses = { b: number };
    assert.equal(await acquire(), 'token by a');
    assert.deepEqual(state.calls, ['read b', 'sign b', 'ask b', 'read a', 'sign a', 'ask a']);
    assert.equal(await acquire(), 'token by a');
    assert.deepEqual(state.calls, ['ask a']);
    state.refuses = {};
    assert.equal(await acquire(8), 'token by b');
  });

  test(`AADSTS${number} for the assertion in memory: the certificate is read anew and used at once`, async () => {
    const { state, acquire } = world(['a']);
    await acquire();
    state.versions = ['b', 'a'];
    state.refuses = { a: number };
    assert.equal(await acquire(1), 'token by b');
    assert.deepEqual(state.calls, ['ask a', 'read b', 'sign b', 'ask b']);
  });
}

for (const number of [7000215, 700016, 7000222, 50012, 700023, 7000229]) {
  test(`AADSTS${number} is not about the certificate: no second request, and nothing stays in memory`, async () => {
    const { state, acquire } = world(['b', 'a']);
    await acquire();
    state.refuses = { b: number };
    assert.equal(await acquire(1), `AADSTS${number}`);
    assert.deepEqual(state.calls, ['ask b']);
    state.refuses = {};
    await acquire(1);
    assert.deepEqual(state.calls, ['read b', 'sign b', 'ask b']);
  });
}

test('an assertion out of its time is made anew with the same certificate', async () => {
  const { state, acquire } = world(['a']);
  await acquire();
  state.refuses = { a: 700024 };
  assert.equal(await acquire(1), 'AADSTS700024');
  assert.deepEqual(state.calls, ['ask a', 'read a', 'sign a', 'ask a', 'read undefined']);
});

test('a certificate that did not change is not asked with again', async () => {
  const { state, acquire } = world(['a']);
  await acquire();
  state.refuses = { a: 700027 };
  assert.equal(await acquire(1), 'AADSTS700027');
  assert.deepEqual(state.calls, ['ask a', 'read undefined']);
});

test('three requests are the most, and the fault is that of the newest version', async () => {
  const { state, acquire } = world(['d', 'c', 'b', 'a']);
  state.refuses = { d: 700027, c: 1000502, b: 7000277 };
  assert.equal(await acquire(), 'AADSTS700027');
  assert.deepEqual(
    state.calls.filter((call) => call.startsWith('ask')),
    ['ask d', 'ask c', 'ask b'],
  );
});

test('the fault is that of the newest version, not of the one in memory', async () => {
  const { state, acquire } = world(['a']);
  await acquire();
  state.versions = ['b', 'a'];
  state.refuses = { a: 1000502, b: 700027 };
  assert.equal(await acquire(1), 'AADSTS700027');
  assert.deepEqual(state.calls, ['ask a', 'read b', 'sign b', 'ask b', 'read undefined']);
});

test('a version that the vault does not sign with is left out, however often that happens', async () => {
  const { state, acquire } = world(['c', 'b', 'a']);
  state.unsigned = { c: disabled, b: { ...disabled, code: 'KeyExpired' } };
  assert.equal(await acquire(), 'token by a');
  state.unsigned = { ...state.unsigned, a: { ...disabled, code: 'KeyNotYetValid' } };
  assert.equal(await acquire(8), 'KeyDisabled');
});

test('where the vault lets nobody sign, there is one try and no request', async () => {
  const { state, acquire } = world(['b', 'a']);
  state.unsigned = { b: forbidden };
  assert.equal(await acquire(), 'ForbiddenByRbac');
  assert.deepEqual(state.calls, ['read b', 'sign b']);
});

test('a vault that gives nothing is handed on, except after a refusal', async () => {
  const { state, acquire } = world(['a']);
  state.vault = forbidden;
  assert.equal(await acquire(), 'ForbiddenByRbac');
  state.vault = undefined;
  await acquire();
  state.refuses = { a: 700027 };
  state.vault = forbidden;
  assert.equal(await acquire(1), 'AADSTS700027');
});

test('another refusal of an older version is what ended it', async () => {
  const { state, acquire } = world(['b', 'a']);
  state.refuses = { b: 700027, a: 7000229 };
  assert.equal(await acquire(), 'AADSTS7000229');
});

test('waits count as requests: a busy Entra leaves fewer for other versions', async () => {
  const { state, acquire } = world(['b', 'a']);
  state.busy = [1];
  state.refuses = { b: 700027 };
  assert.equal(await acquire(), 'token by a');
  state.busy = [1, 1];
  assert.equal(await acquire(8), 'AADSTS700027');
  assert.deepEqual(
    state.calls.filter((call) => call.startsWith('ask')),
    ['ask b', 'ask b', 'ask b'],
  );
});
