import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { decodeJwt, SignJWT } from 'jose';
import { askForToken, inSeconds } from './ask-for-token.ts';
import { startTenant, type Tenant } from './tenant.ts';

const audience = 'api://AzureADTokenExchange';
const identity = '7a2f4c18-9d3e-4f60-8b15-c6e0a97d2b34';
let tenant: Tenant;

before(async () => {
  tenant = await startTenant();
});
after(() => tenant.entra.stop());

const issuer = () => `https://login.microsoftonline.com/${tenant.state.tenantId}/v2.0`;

beforeEach(() => {
  tenant.application.federatedCredentials = [{ issuer: issuer(), subject: identity, audience }];
});

/** The managed identity's own token, as the platform hands it out. */
const identityToken = (changes: { aud?: string; oid?: string; exp?: number } = {}) =>
  tenant.entra.issue({ aud: audience, appid: 'the-identity', oid: identity, ...changes });

const askWith = (assertion: string) => askForToken(tenant, { client_assertion: assertion });

test("a trusted identity's token gets one with the roles of the application", async () => {
  const { status, body } = await askWith(await identityToken());
  assert.equal(status, 200);
  const { appid, oid, roles, iss } = decodeJwt(String(body.access_token));
  assert.deepEqual(
    [appid, oid, roles],
    [tenant.application.clientId, tenant.application.objectId, ['SMTP.SendAsApp']],
  );
  assert.equal(iss, `https://sts.windows.net/${tenant.state.tenantId}/`);
});

test('a certificate goes on to work beside it', async () => {
  assert.equal((await askForToken(tenant)).status, 200);
});

const refusals: readonly (readonly [string, () => Promise<string> | string, RegExp])[] = [
  [
    'another identity',
    () => identityToken({ oid: 'a-stranger' }),
    /^AADSTS700213: No matching federated identity record found for presented assertion subject 'a-stranger'\. /,
  ],
  [
    'a token for something else',
    () => identityToken({ aud: 'https://vault.azure.net' }),
    /^AADSTS700211: .* assertion issuer 'https:\/\/sts\.windows\.net\//,
  ],
  [
    'a token for the exchange where another audience is trusted',
    () => {
      tenant.application.federatedCredentials = [
        { issuer: issuer(), subject: identity, audience: 'api://x' },
      ];
      return identityToken();
    },
    /^AADSTS700212: .* assertion audience 'api:\/\/AzureADTokenExchange'\. /,
  ],
  [
    'an identity where none is trusted',
    () => {
      delete tenant.application.federatedCredentials;
      return identityToken();
    },
    /^AADSTS700211: /,
  ],
  ['a token that has expired', () => identityToken({ exp: inSeconds(-1) }), /^AADSTS50027: /],
  [
    'a token that somebody else signed',
    () =>
      new SignJWT({ iss: issuer(), sub: identity, aud: audience, uti: 'x', exp: inSeconds(60) })
        .setProtectedHeader({ alg: 'RS256', typ: 'JWT' })
        .sign(tenant.certificate.privateKey),
    /^AADSTS50027: /,
  ],
];

for (const [name, assertion, says] of refusals) {
  test(`${name} is refused`, async () => {
    const { status, body } = await askWith(await assertion());
    assert.equal(status, 401);
    assert.equal(body.error, 'invalid_client');
    assert.match(String(body.error_description), says);
  });
}
