import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ClientAssertionCredential, ClientCertificateCredential } from '@azure/identity';
import { decodeJwt } from 'jose';
import { startTenant, type Tenant } from './tenant.ts';

const exchange = 'https://outlook.office365.com';
let tenant: Tenant;

before(async () => {
  tenant = await startTenant();
});
after(() => tenant.entra.stop());

const options = () => ({ authorityHost: tenant.entra.url, disableInstanceDiscovery: true });

/** MSAL makes the assertion itself: PS256 and x5t#S256. */
function credential() {
  const { certificate, application, state } = tenant;
  const key = certificate.privateKey.export({ type: 'pkcs8', format: 'pem' });
  return new ClientCertificateCredential(
    state.tenantId,
    application.clientId,
    { certificate: `${key}${certificate.cert}` },
    options(),
  );
}

test('a certificate credential gets a token with the claims of Entra', async () => {
  const { token } = await credential().getToken(`${exchange}/.default`);
  const { iat = 0, exp = 0, uti, nbf, ...claims } = decodeJwt(token);
  const { objectId, clientId } = tenant.application;
  assert.deepEqual(claims, {
    aud: exchange,
    iss: `https://sts.windows.net/${tenant.state.tenantId}/`,
    appid: clientId,
    appidacr: '2',
    oid: objectId,
    sub: objectId,
    tid: tenant.state.tenantId,
    roles: ['SMTP.SendAsApp'],
    ver: '1.0',
  });
  assert.equal(exp - iat, 3599);
  assert.equal(nbf, iat);
  assert.match(String(uti), /./);
});

test('MSAL asks for discovery and token once each, and then uses its cache', async () => {
  tenant.entra.requests.length = 0;
  const cached = credential();
  for (let round = 0; round < 3; round += 1) await cached.getToken(`${exchange}/.default`);
  const { tenantId } = tenant.state;
  assert.deepEqual(tenant.entra.requests, [
    { method: 'GET', path: `/${tenantId}/v2.0/.well-known/openid-configuration`, status: 200 },
    { method: 'POST', path: `/${tenantId}/oauth2/v2.0/token`, status: 200 },
  ]);
  assert.equal(tenant.entra.tokenRequests, 1);
});

test('one assertion serves for two resources, and only Exchange’s token carries the role', async () => {
  const shared = credential();
  await shared.getToken(`${exchange}/.default`);
  const { token } = await shared.getToken('https://graph.microsoft.com/.default');
  assert.deepEqual(
    [decodeJwt(token).aud, decodeJwt(token).roles],
    ['https://graph.microsoft.com', undefined],
  );
});

test('without consent the token has no roles claim', async () => {
  tenant.application.roles = [];
  const { token } = await credential().getToken(`${exchange}/.default`);
  tenant.application.roles = ['SMTP.SendAsApp'];
  assert.equal('roles' in decodeJwt(token), false);
});

test('the lifetime of tokens follows the state', async () => {
  tenant.state.tokenLifetimeSeconds = 310;
  const { expiresOnTimestamp } = await credential().getToken(`${exchange}/.default`);
  delete tenant.state.tokenLifetimeSeconds;
  assert.ok(Math.abs(expiresOnTimestamp - Date.now() - 310_000) < 5000);
});

test('the identity library throws the refusal as its cause', async () => {
  const wrong = new ClientAssertionCredential(
    tenant.state.tenantId,
    tenant.application.clientId,
    async () => 'a.b.c',
    options(),
  );
  await assert.rejects(wrong.getToken(`${exchange}/.default`), (error: Error) => {
    const cause = error.cause as { errorNo: string; status: number };
    assert.deepEqual([String(cause.errorNo), cause.status], ['50027', 401]);
    return true;
  });
});

test('queued answers come first, with their headers', async () => {
  tenant.state.next = [{ status: 429, body: 'slow down', headers: { 'retry-after': '7' } }];
  const ask = () => fetch(tenant.tokenEndpoint, { method: 'POST', body: new URLSearchParams() });
  const [first, second] = [await ask(), await ask()];
  assert.deepEqual(
    [first.status, first.headers.get('retry-after'), await first.text()],
    [429, '7', 'slow down'],
  );
  assert.equal(second.status, 400);
});

test('only a valid token for the right audience verifies', async () => {
  const { entra, state } = tenant;
  const subject = { aud: exchange, appid: 'app', oid: 'object' };
  const token = await entra.issue(subject);
  const claims = await entra.verify(token, exchange);
  assert.ok(claims);
  assert.deepEqual([claims.oid, claims.tid], ['object', state.tenantId]);
  assert.equal(await entra.verify(token, 'https://vault.azure.net'), undefined);
  assert.equal(await entra.verify(`${token.slice(0, -8)}AAAAAAAA`, exchange), undefined);
  assert.equal(await entra.verify('no token', exchange), undefined);
  const old = await entra.issue({ ...subject, exp: Math.floor(Date.now() / 1000) - 1 });
  assert.equal(await entra.verify(old, exchange), undefined);
  state.revokedTokens = new Set([claims.uti]);
  assert.equal(await entra.verify(token, exchange), undefined);
});
