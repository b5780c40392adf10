import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { ManagedIdentityCredential } from '@azure/identity';
import {
  type ManagedIdentityState,
  type RunningManagedIdentity,
  startManagedIdentity,
} from '../../../local/managed-identity/start.ts';
import { faultFromAzure } from '../../../shared/azure/fault-from-azure.ts';
import { explain } from '../../../shared/failures/explain.ts';

const resource = 'https://vault.azure.net';
const userAssigned = { clientId: 'e7b1c3d5-0f2a-4b6c-8d9e-1a3c5e7f9b0d', objectId: 'object-of-user' };
const systemAssigned = { clientId: 'client-of-system', objectId: 'object-of-system', systemAssigned: true };
const state: ManagedIdentityState = { identities: [] };
let endpoint: RunningManagedIdentity;

before(async () => {
  // The SDK does not read the token, so it need not be one.
  endpoint = await startManagedIdentity(state, async ({ oid }) => `token of ${oid}`);
  Object.assign(process.env, endpoint.env);
});
beforeEach(() => {
  state.identities = [systemAssigned];
  delete state.notUp;
  delete state.rateLimit;
});
after(async () => {
  await endpoint.stop();
  for (const name of Object.keys(endpoint.env)) Reflect.deleteProperty(process.env, name);
});

async function askThroughSdk(clientId?: string) {
  const options = { retryOptions: { maxRetries: 0 } };
  const credential = clientId
    ? new ManagedIdentityCredential({ clientId, ...options })
    : new ManagedIdentityCredential(options);
  return (await credential.getToken(`${resource}/.default`)).token;
}

interface Row {
  name: string;
  given?: () => void;
  clientId?: string;
  status: number;
  says: string;
  explained: string;
}

const rows: Row[] = [
  {
    name: 'an app without any identity',
    given: () => {
      state.identities = [];
    },
    status: 400,
    says: 'Unable to load the proper Managed Identity.',
    explained: 'managed-identity-not-found',
  },
  {
    name: 'a user-assigned identity that is not named',
    given: () => {
      state.identities = [userAssigned];
    },
    status: 400,
    says: 'Unable to load the proper Managed Identity.',
    explained: 'managed-identity-not-found',
  },
  {
    name: 'a client id that is not assigned',
    clientId: userAssigned.clientId,
    status: 400,
    says: 'No User Assigned or Delegated Managed Identity found for specified ClientId/ResourceId/PrincipalId.',
    explained: 'managed-identity-not-found',
  },
  ...([500, 502, 504] as const).map((status) => ({
    name: `everything with ${status} while it is not up yet`,
    given: () => {
      state.notUp = status;
    },
    status,
    says: 'An unexpected error occured while fetching the AAD Token.',
    explained: 'managed-identity-not-ready',
  })),
  {
    name: 'too many requests',
    given: () => {
      state.rateLimit = { requests: 0, seconds: 60 };
    },
    status: 429,
    says: 'Too many requests.',
    explained: 'managed-identity-unavailable',
  },
];

for (const { name, given, clientId, status, says, explained } of rows) {
  test(`the endpoint refuses ${name}`, async () => {
    given?.();
    await assert.rejects(askThroughSdk(clientId), (error: Error) => {
      assert.ok(error.message.includes(`Description: ${says} - Correlation ID`), error.message);
      assert.equal(explain(faultFromAzure('vault', error)).id, explained);
      return true;
    });
    assert.equal(endpoint.requests.at(-1)?.status, status);
  });
}

/** What no SDK sends; it takes the header of the first request for all later ones. */
const malformed: [name: string, query: Record<string, string>, header: string, number, text: RegExp][] = [
  [
    'another api-version',
    { 'api-version': '2017-09-01', resource },
    '',
    400,
    /^api-version must be 2019-08-01\.$/,
  ],
  ['no resource', { 'api-version': '2019-08-01' }, '', 400, /^The resource parameter is missing\.$/],
  [
    'a guessed header',
    { 'api-version': '2019-08-01', resource },
    'guessed',
    401,
    /^The X-IDENTITY-HEADER header is/,
  ],
];

for (const [name, query, header, status, text] of malformed) {
  test(`the endpoint refuses ${name}`, async () => {
    const { IDENTITY_ENDPOINT, IDENTITY_HEADER } = endpoint.env;
    const response = await fetch(`${IDENTITY_ENDPOINT}?${new URLSearchParams(query)}`, {
      headers: { 'x-identity-header': header || IDENTITY_HEADER },
    });
    const body = (await response.json()) as { statusCode: number; message: string };
    assert.deepEqual([response.status, body.statusCode], [status, status]);
    assert.match(body.message, text);
  });
}

test('above its limit the endpoint says in whole seconds when to come back', async () => {
  state.rateLimit = { requests: 0, seconds: 6.5 };
  const { IDENTITY_ENDPOINT, IDENTITY_HEADER } = endpoint.env;
  const response = await fetch(IDENTITY_ENDPOINT, { headers: { 'x-identity-header': IDENTITY_HEADER } });
  assert.deepEqual([response.status, response.headers.get('retry-after')], [429, '7']);
});

test('once it is up it gives tokens', async () => {
  state.identities = [userAssigned];
  state.notUp = 502;
  await assert.rejects(askThroughSdk(userAssigned.clientId));
  delete state.notUp;
  assert.equal(await askThroughSdk(userAssigned.clientId), 'token of object-of-user');
});
