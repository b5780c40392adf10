import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { askForToken, makeAssertion } from './ask-for-token.ts';
import { askThroughSdk } from './ask-through-sdk.ts';
import { startBench } from './causes/bench.ts';

let bench: Awaited<ReturnType<typeof startBench>>;

before(async () => {
  bench = await startBench();
});
beforeEach(() => bench.reset());
after(() => bench.tenant.entra.stop());

const statuses = async (count: number) => {
  const seen: number[] = [];
  while (seen.length < count) seen.push((await askForToken(bench.tenant)).status);
  return seen;
};

test('a tenant gets as many tokens as its limit allows', async () => {
  bench.tenant.state.rateLimit = { requests: 2, seconds: 60 };
  assert.deepEqual(await statuses(3), [200, 200, 429]);
});

test('a refusal by the limit says in whole seconds when to come back', async () => {
  bench.tenant.state.rateLimit = { requests: 0, seconds: 41.5 };
  const response = await fetch(bench.tenant.tokenEndpoint, { method: 'POST' });
  assert.deepEqual([response.status, response.headers.get('retry-after')], [429, '42']);
});

test('the SDK waits as long as it is told, and then gets its token', async () => {
  bench.tenant.state.rateLimit = { requests: 1, seconds: 1 };
  assert.deepEqual(await statuses(1), [200]);
  const asked = Date.now();
  assert.ok(await askThroughSdk(bench.tenant, {}, { maxRetries: 1 }));
  assert.ok(Date.now() - asked > 900);
});

test('a token takes as long as the state says', async () => {
  bench.tenant.state.latencyMs = 150;
  const asked = performance.now();
  assert.deepEqual(await statuses(1), [200]);
  assert.ok(performance.now() - asked > 145);
});

test('a loop is one application asking, not the tenant', async () => {
  const { state, application } = bench.tenant;
  const other = { ...application, clientId: 'bbbbbbbb-0000-4000-8000-000000000000' };
  state.applications.push(other);
  state.loopLimit = { requests: 2, seconds: 60 };
  assert.deepEqual(await statuses(3), [200, 200, 400]);
  const client_assertion = await makeAssertion({ ...bench.tenant, application: other });
  const answer = await askForToken(bench.tenant, { client_id: other.clientId, client_assertion });
  assert.equal(answer.status, 200);
});

test('when the service is up again it gives tokens', async () => {
  bench.tenant.state.down = { retryAfterSeconds: 7 };
  const response = await fetch(bench.tenant.tokenEndpoint, { method: 'POST' });
  assert.deepEqual([response.status, response.headers.get('retry-after')], [503, '7']);
  delete bench.tenant.state.down;
  assert.deepEqual(await statuses(1), [200]);
});
