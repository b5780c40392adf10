import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failed, ok } from '../../../shared/failures/result.ts';
import { identityAssertion } from '../../../shared/identity/identity-assertion.ts';

const audience = 'api://AzureADTokenExchange';

test('the token of the identity for the token exchange is the assertion', async () => {
  const credential = {
    getToken: async (scope: string | string[]) => ({ token: `token for ${scope}`, expiresOnTimestamp: 0 }),
  };
  assert.deepEqual(await identityAssertion(credential, audience)(), ok(`token for ${audience}/.default`));
});

test('an identity that gives none is a fault at the token', async () => {
  const said = 'ManagedIdentityCredential authentication unavailable.';
  const credential = { getToken: () => Promise.reject(new Error(said)) };
  assert.deepEqual(
    await identityAssertion(credential, audience)(),
    failed({ at: 'token', code: 'Error', said }),
  );
});
