import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Fault } from '../../../shared/failures/fault.ts';
import { failed, ok, type Result } from '../../../shared/failures/result.ts';
import { tokenByIdentity } from '../../../shared/identity/token-by-identity.ts';
import { startStopwatch } from '../../../shared/stopwatch.ts';

const token = { text: 'token', expires: 0 };
const identityToken = async (scope: string | string[]) => ({ token: `for ${scope}`, expiresOnTimestamp: 0 });

/** Acquires a token from an identity and an Entra that answer so. */
async function acquire(getToken: typeof identityToken, refusal?: { fault: Fault; oauthError: string }) {
  const asked: string[] = [];
  const source = tokenByIdentity({
    credential: { getToken },
    audience: 'api://AzureADTokenExchange',
    requestToken: async (assertion) => {
      asked.push(assertion);
      return refusal ? failed(refusal) : ok(token);
    },
    sleep: async () => assert.fail('waited'),
  });
  const stopwatch = startStopwatch();
  const answer: Result<unknown, Fault> = await source(stopwatch);
  return { answer, asked, stages: Object.keys(stopwatch.stages) };
}

test('the token of the identity for the token exchange is the assertion', async () =>
  assert.deepEqual(await acquire(identityToken), {
    answer: ok(token),
    asked: ['for api://AzureADTokenExchange/.default'],
    stages: ['sign', 'token'],
  }));

test('an identity that gives none is a fault at the token, and Entra is not asked', async () => {
  const said = 'ManagedIdentityCredential authentication unavailable.';
  assert.deepEqual(await acquire(() => Promise.reject(new Error(said))), {
    answer: failed({ at: 'token', code: 'Error', said }),
    asked: [],
    stages: ['sign'],
  });
});

test('there is no other version of an identity: a refusal ends it', async () => {
  const fault: Fault = { at: 'token', code: 'AADSTS700027', said: 'no' };
  const { answer, asked } = await acquire(identityToken, { fault, oauthError: 'invalid_client' });
  assert.deepEqual([answer, asked.length], [failed(fault), 1]);
});
