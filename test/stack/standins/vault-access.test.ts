import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import { CertificateClient } from '@azure/keyvault-certificates';
import { CryptographyClient, KeyClient } from '@azure/keyvault-keys';
import { SecretClient } from '@azure/keyvault-secrets';
import type { Permission } from '../../../local/vault/policies.ts';
import { faultFromAzure } from '../../../shared/azure/fault-from-azure.ts';
import { explain } from '../../../shared/failures/explain.ts';
import { assertRefused, fetchRefusal, type Refused } from './vault-refused.ts';
import {
  caller,
  clientOptions,
  newer,
  older,
  startVaultWithMail,
  type VaultWithMail,
} from './vault-with-mail.ts';

let given: VaultWithMail;

before(async () => {
  given = await startVaultWithMail();
});
after(() => given.stop());
beforeEach(() => given.reset());

const certificates = () => new CertificateClient(given.vault.url, given.credential, clientOptions);
const keys = () => new KeyClient(given.vault.url, given.credential, clientOptions);
const secrets = () => new SecretClient(given.vault.url, given.credential, clientOptions);
const sign = (name: string, alg: 'PS256' | 'RS256', digest: Uint8Array) =>
  new CryptographyClient(`${given.vault.url}/keys/${name}/${newer}`, given.credential, clientOptions).sign(
    alg,
    digest,
  );

/** What the vault says to who comes with no token, or with one that it does not take. */
async function turnedAway(path: string, token?: string) {
  const headers = { ...(token && { authorization: `Bearer ${token}` }) };
  const response = await fetch(`${given.vault.url}${path}?api-version=7.6`, { headers });
  const { error } = (await response.json()) as { error: { code: string; message: string } };
  assert.equal(explain({ at: 'vault', code: error.code, said: error.message }).id, 'vault-unauthorized');
  return { status: response.status, challenge: response.headers.get('www-authenticate'), ...error };
}

const permissions: [Permission, () => Promise<unknown>][] = [
  ['certificates/get', () => certificates().getCertificate('mail')],
  ['certificates/list', () => fetchRefusal(given, '/certificates/mail/versions')],
  ['keys/get', () => keys().getKey('mail')],
  ['keys/sign', () => sign('mail', 'PS256', randomBytes(32))],
  ['secrets/get', () => secrets().getSecret('mail')],
];
const allPermissions = permissions.map(([permission]) => permission);

const lacks = (permission: Permission): Refused => ({
  status: 403,
  code: 'Forbidden',
  inner: 'ForbiddenByPolicy',
  text: new RegExp(
    `^The user, group or application 'appid=id;oid=5d3e9f80-\\S+;iss=https://sts\\.windows\\.net/\\S+/' does not have ${permission.replace('/', ' ')} permission on key vault 'local-vault;location=westeurope'\\. For help`,
  ),
  explained: 'vault-access-policy-missing',
});

for (const [permission, act] of permissions) {
  test(`the vault refuses a caller whose access policy lacks ${permission}`, async () => {
    given.state.accessPolicies = { [caller]: allPermissions.filter((one) => one !== permission) };
    await assertRefused(act, lacks(permission));
  });
}

test('access policies allow what they name, and roles do not count', async () => {
  given.state.callers = {};
  given.state.accessPolicies = { [caller]: allPermissions };
  const { name } = await certificates().getCertificate('mail');
  const { value } = await certificates().listPropertiesOfCertificateVersions('mail').next();
  const { result } = await sign('mail', 'PS256', randomBytes(32));
  assert.deepEqual([name, value?.version, result.length], ['mail', older, 256]);
});

test('the vault refuses a caller without an access policy', async () => {
  given.state.accessPolicies = {};
  await assertRefused(() => certificates().getCertificate('mail'), {
    ...lacks('certificates/get'),
    inner: 'AccessDenied',
  });
});

test('of a refused list the SDK says neither code nor permission', async () => {
  given.state.callers = {};
  const listed = certificates().listPropertiesOfCertificateVersions('mail').next();
  await assert.rejects(listed, (error: Error) => {
    assert.equal(error.message, 'Pagination failed with unexpected statusCode 403');
    assert.equal(explain(faultFromAzure('vault', error)).id, 'vault-list-refused');
    return true;
  });
});

test('without a token the vault answers with its challenge', async () => {
  const answer = await turnedAway('/certificates/mail');
  assert.deepEqual(answer, {
    status: 401,
    challenge: `Bearer authorization="https://login.microsoftonline.com/${given.state.tenantId}", resource="https://vault.azure.net"`,
    code: 'Unauthorized',
    message: 'AKV10000: Request is missing a Bearer or PoP token.',
  });
});

test('a token that is not for the vault is refused with the reason', async () => {
  const { issue } = given.tenant.entra;
  const vaultToken = { aud: 'https://vault.azure.net', appid: 'id', oid: caller };
  const wrongAudience = await turnedAway(
    '/keys/mail',
    await issue({ ...vaultToken, aud: 'https://graph.microsoft.com' }),
  );
  assert.match(
    wrongAudience.message,
    /^AKV10022: Invalid audience\. Expected https:\/\/vault\.azure\.net, found/,
  );
  const old = await turnedAway('/keys/mail', await issue({ ...vaultToken, exp: 1_700_000_000 }));
  assert.match(old.message, /^\[TokenExpired\]/);
  const forged = await turnedAway('/keys/mail', `${(await issue(vaultToken)).slice(0, -8)}AAAAAAAA`);
  assert.match(forged.message, /^Error validating token/);
  given.state.tenantId = 'another';
  const foreign = await turnedAway('/keys/mail', await issue(vaultToken));
  assert.match(
    foreign.message,
    /^AKV10032: Invalid issuer\. Expected one of https:\/\/sts\.windows\.net\/another\//,
  );
});
