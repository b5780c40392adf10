import assert from 'node:assert/strict';
import { constants, createHash, randomBytes, verify } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import { CertificateClient } from '@azure/keyvault-certificates';
import { CryptographyClient, KeyClient } from '@azure/keyvault-keys';
import { throttled } from '../../../local/vault/refusals.ts';
import { renewCertificate } from '../../../local/vault/renew.ts';
import type { RoleName } from '../../../local/vault/roles.ts';
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
const sign = (name: string, alg: 'PS256' | 'RS256', digest: Uint8Array) =>
  new CryptographyClient(`${given.vault.url}/keys/${name}/${newer}`, given.credential, clientOptions).sign(
    alg,
    digest,
  );

test('the certificate client reads the current version, an older one and the list', async () => {
  const current = await certificates().getCertificate('mail');
  assert.deepEqual(Buffer.from(current.cer ?? []), given.tenant.certificate.der);
  assert.equal(current.keyId, `${given.vault.url}/keys/mail/${newer}`);
  assert.deepEqual(
    [current.properties.version, current.properties.enabled, current.policy?.exportable],
    [newer, true, false],
  );
  assert.deepEqual(
    Buffer.from(current.properties.x509Thumbprint ?? [])
      .toString('hex')
      .toUpperCase(),
    given.tenant.certificate.thumbprintSha1,
  );
  const old = await certificates().getCertificateVersion('mail', older);
  assert.deepEqual(old.properties.expiresOn, new Date('2025-01-01'));
  const listed: (string | undefined)[] = [];
  for await (const { version } of certificates().listPropertiesOfCertificateVersions('mail')) {
    listed.push(version);
  }
  assert.deepEqual(listed, [older, newer]);
});

test('a key is read by its id', async () => {
  const { key, properties } = await new KeyClient(given.vault.url, given.credential, clientOptions).getKey(
    'mail',
  );
  const { n } = given.tenant.certificate.privateKey.export({ format: 'jwk' });
  assert.equal(Buffer.from(key?.n ?? []).toString('base64url'), n);
  assert.deepEqual([properties.version, properties.managed], [newer, true]);
});

for (const alg of ['PS256', 'RS256'] as const) {
  test(`the cryptography client signs a digest with ${alg}`, async () => {
    const data = randomBytes(100);
    const { result } = await sign('mail', alg, createHash('sha256').update(data).digest());
    const padding = alg === 'PS256' ? constants.RSA_PKCS1_PSS_PADDING : constants.RSA_PKCS1_PADDING;
    const key = { key: given.tenant.certificate.cert, padding, saltLength: 32 };
    assert.equal(verify('sha256', data, key, result), true);
    assert.deepEqual(given.vault.requests, [
      { operation: 'keys/get', status: 401 },
      { operation: 'keys/get', status: 200 },
      { operation: 'keys/sign', status: 200 },
    ]);
  });
}

const roles: [RoleName, certificate: number, key: number, sign: number][] = [
  ['Key Vault Reader', 200, 200, 403],
  ['Key Vault Crypto User', 403, 200, 200],
  ['Key Vault Certificate User', 200, 200, 403],
  ['Key Vault Secrets User', 403, 403, 403],
  ['Key Vault Secrets Officer', 403, 403, 403],
  ['Key Vault Certificates Officer', 200, 403, 403],
  ['Key Vault Crypto Officer', 403, 200, 200],
  ['Key Vault Administrator', 200, 200, 200],
];

for (const [role, certificate, key, signature] of roles) {
  test(`what the role ${role} allows`, async () => {
    given.state.callers = { [caller]: [role] };
    const headers = { authorization: `Bearer ${given.token}` };
    const value = randomBytes(32).toString('base64url');
    const answers = await Promise.all([
      fetch(`${given.vault.url}/certificates/mail?api-version=7.6`, { headers }),
      fetch(`${given.vault.url}/keys/mail?api-version=7.6`, { headers }),
      fetch(`${given.vault.url}/keys/mail/${newer}/sign?api-version=7.6`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ alg: 'PS256', value }),
      }),
    ]);
    assert.deepEqual(
      answers.map(({ status }) => status),
      [certificate, key, signature],
    );
  });
}

test('throttling is honoured by the client and over after its Retry-After', async () => {
  given.state.next = [throttled(0)];
  const { name } = await certificates().getCertificate('mail');
  assert.equal(name, 'mail');
  assert.deepEqual(
    given.vault.requests.map(({ status }) => status),
    [401, 429, 200],
  );
});

test('a vault that gets too many requests takes more when its window has passed', async () => {
  given.state.rateLimit = { requests: 2, seconds: 1 };
  for (const _ of [1, 2]) await certificates().getCertificate('mail');
  const asked = Date.now();
  assert.equal((await certificates().getCertificate('mail')).name, 'mail');
  assert.ok(Date.now() - asked > 900);
  assert.deepEqual(
    given.vault.requests.map(({ status }) => status).filter((status) => status !== 401),
    [200, 200, 429, 200],
  );
});

test('a renewal makes a new current version with a new key, and leaves the old ones', async () => {
  const before = await certificates().getCertificate('mail');
  const { version, certificate } = await renewCertificate(given.state, 'mail');
  const now = await certificates().getCertificate('mail');
  assert.deepEqual(Buffer.from(now.cer ?? []), certificate.der);
  assert.deepEqual([now.properties.version, now.keyId], [version, `${given.vault.url}/keys/mail/${version}`]);
  const old = await certificates().getCertificateVersion('mail', newer);
  assert.deepEqual(old.cer, before.cer);
  const digest = randomBytes(32);
  const client = new CryptographyClient(now.keyId ?? '', given.credential, clientOptions);
  assert.equal((await client.sign('PS256', digest)).result.length, 256);
});
