import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { decodeJwt } from 'jose';
import { askForToken } from './ask-for-token.ts';
import { startBench } from './causes/bench.ts';
import { identityToken, trusting } from './causes/federated.ts';

let bench: Awaited<ReturnType<typeof startBench>>;

before(async () => {
  bench = await startBench();
});
beforeEach(() => {
  bench.reset();
  trusting()(bench.tenant.application, bench.tenant.state);
});
after(() => bench.tenant.entra.stop());

test("a trusted identity's token gets one with the roles of the application", async () => {
  const { application, state } = bench.tenant;
  const { status, body } = await askForToken(bench.tenant, await identityToken()(bench));
  assert.equal(status, 200);
  const { appid, oid, roles, iss } = decodeJwt(String(body.access_token));
  assert.deepEqual([appid, oid, roles], [application.clientId, application.objectId, ['SMTP.SendAsApp']]);
  assert.equal(iss, `https://sts.windows.net/${state.tenantId}/`);
});

test('a certificate goes on to work beside it', async () => {
  assert.equal((await askForToken(bench.tenant)).status, 200);
});
