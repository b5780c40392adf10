import assert from 'node:assert/strict';
import { constants, createHash, randomBytes, verify } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import type { TokenCredential } from '@azure/identity';
import { CertificateClient } from '@azure/keyvault-certificates';
import { CryptographyClient, KeyClient } from '@azure/keyvault-keys';
import { type MailCertificate, makeMailCertificate } from '../../../local/certificates.ts';
import { throttled } from '../../../local/vault/refusals.ts';
import type { RoleName } from '../../../local/vault/roles.ts';
import { type RunningVault, startVault } from '../../../local/vault/start.ts';
import type { VaultState } from '../../../local/vault/state.ts';
import { startTenant, type Tenant } from './tenant.ts';

const caller = '5d3e9f80-6c17-4a2b-9be4-70f1c8d25e36';
const options = { disableChallengeResourceVerification: true };
const [older, newer] = ['0'.repeat(31).concat('1'), '0'.repeat(31).concat('2')] as const;

let tenant: Tenant;
let expired: MailCertificate;
let early: MailCertificate;
let vault: RunningVault;
let credential: TokenCredential;
const state: VaultState = { tenantId: '', certificates: {}, callers: {} };

before(async () => {
  [tenant, expired, early] = await Promise.all([
    startTenant(),
    makeMailCertificate({ name: 'old', notBefore: new Date('2024-01-01'), notAfter: new Date('2025-01-01') }),
    makeMailCertificate({ name: 'early', notBefore: new Date(Date.now() + 3_600_000) }),
  ]);
  state.tenantId = tenant.state.tenantId;
  vault = await startVault(state, await tenant.authority.issueServerTls(), tenant.entra.verify);
  const token = await tenant.entra.issue({ aud: 'https://vault.azure.net', appid: 'id', oid: caller });
  credential = { getToken: async () => ({ token, expiresOnTimestamp: Date.now() + 3_600_000 }) };
});
after(async () => {
  await Promise.all([vault.stop(), tenant.entra.stop()]);
});

beforeEach(() => {
  state.callers = { [caller]: ['Key Vault Reader', 'Key Vault Crypto User'] };
  const one = (version: string, certificate: MailCertificate) => ({ version, certificate, enabled: true });
  state.certificates = {
    mail: { versions: [one(older, expired), one(newer, tenant.certificate)], exportable: false },
    gone: { versions: [one(newer, tenant.certificate)], exportable: false, deleted: true },
    expired: { versions: [one(older, expired)], exportable: false },
    early: { versions: [one(older, early)], exportable: false },
  };
  delete state.firewall;
  vault.requests.length = 0;
});

const certificates = () => new CertificateClient(vault.url, credential, options);
const sign = (name: string, alg: 'PS256' | 'RS256' = 'PS256', digest: Uint8Array = randomBytes(32)) =>
  new CryptographyClient(`${vault.url}/keys/${name}/${newest(name)}`, credential, options).sign(alg, digest);
const newest = (name: string): string => state.certificates[name]?.versions.at(-1)?.version ?? newer;

async function raw(path: string, token?: string) {
  const headers = { ...(token && { authorization: `Bearer ${token}` }) };
  const response = await fetch(`${vault.url}${path}?api-version=7.6`, { headers });
  const { error } = (await response.json()) as { error: { code: string; message: string } };
  return { status: response.status, challenge: response.headers.get('www-authenticate'), ...error };
}

test('the certificate client reads the current version, an older one and the list', async () => {
  const current = await certificates().getCertificate('mail');
  assert.deepEqual(Buffer.from(current.cer ?? []), tenant.certificate.der);
  assert.equal(current.keyId, `${vault.url}/keys/mail/${newer}`);
  assert.deepEqual(
    [current.properties.version, current.properties.enabled, current.policy?.exportable],
    [newer, true, false],
  );
  assert.deepEqual(
    Buffer.from(current.properties.x509Thumbprint ?? [])
      .toString('hex')
      .toUpperCase(),
    tenant.certificate.thumbprintSha1,
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
  const { key, properties } = await new KeyClient(vault.url, credential, options).getKey('mail');
  const { n } = tenant.certificate.privateKey.export({ format: 'jwk' });
  assert.equal(Buffer.from(key?.n ?? []).toString('base64url'), n);
  assert.deepEqual([properties.version, properties.managed], [newer, true]);
});

for (const alg of ['PS256', 'RS256'] as const) {
  test(`the cryptography client signs a digest with ${alg}`, async () => {
    const data = randomBytes(100);
    const { result } = await sign('mail', alg, createHash('sha256').update(data).digest());
    const padding = alg === 'PS256' ? constants.RSA_PKCS1_PSS_PADDING : constants.RSA_PKCS1_PADDING;
    const key = { key: tenant.certificate.cert, padding, saltLength: 32 };
    assert.equal(verify('sha256', data, key, result), true);
    assert.deepEqual(vault.requests, [
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
    state.callers = { [caller]: [role] };
    const token = (await credential.getToken(''))?.token ?? '';
    const headers = { authorization: `Bearer ${token}` };
    const value = randomBytes(32).toString('base64url');
    const answers = await Promise.all([
      fetch(`${vault.url}/certificates/mail?api-version=7.6`, { headers }),
      fetch(`${vault.url}/keys/mail?api-version=7.6`, { headers }),
      fetch(`${vault.url}/keys/mail/${newer}/sign?api-version=7.6`, {
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

interface Refused {
  status: number;
  code: string;
  inner?: string;
  text: RegExp;
}

const refusals: [name: string, () => Promise<unknown>, Refused][] = [
  [
    'a caller without a role',
    () => {
      state.callers = {};
      return certificates().getCertificate('mail');
    },
    {
      status: 403,
      code: 'Forbidden',
      inner: 'ForbiddenByRbac',
      text: /^Caller is not authorized to perform action on resource\.\r\nIf role assignments, .*\r\nCaller: appid=id;oid=5d3e9f80-\S+;iss=https:\/\/sts\.windows\.net\/\S+\/\r\nAction: 'Microsoft\.KeyVault\/vaults\/certificates\/read'\r\nResource: '.*\/certificates\/mail'\r\nAssignment: \(not found\)/,
    },
  ],
  [
    'a certificate that is not there',
    () => certificates().getCertificate('nothing'),
    {
      status: 404,
      code: 'CertificateNotFound',
      text: /^A certificate with \(name\/id\) nothing was not found in this key vault\. If you recently deleted/,
    },
  ],
  [
    'a version that is not there',
    () => certificates().getCertificateVersion('mail', 'f'.repeat(32)),
    { status: 404, code: 'CertificateNotFound', text: /^A certificate with \(name\/id\) mail\/f{32} was/ },
  ],
  [
    'a soft-deleted certificate',
    () => certificates().getCertificate('gone'),
    { status: 404, code: 'CertificateNotFound', text: /^A certificate with \(name\/id\) gone was not found/ },
  ],
  [
    'the key of a soft-deleted certificate',
    () => sign('gone'),
    { status: 404, code: 'KeyNotFound', text: /^A key with \(name\/id\) gone\/0{31}2 was not found/ },
  ],
  [
    'an expired key',
    () => post('expired'),
    { status: 403, code: 'Forbidden', inner: 'KeyExpired', text: /^Operation sign is not allowed on an exp/ },
  ],
  [
    'a key before its time',
    () => post('early'),
    {
      status: 403,
      code: 'Forbidden',
      inner: 'KeyNotYetValid',
      text: /^Operation sign is not allowed on a key/,
    },
  ],
  [
    'a disabled key',
    () => {
      for (const version of state.certificates.mail?.versions ?? []) version.enabled = false;
      return post('mail');
    },
    {
      status: 403,
      code: 'Forbidden',
      inner: 'KeyDisabled',
      text: /^Operation sign is not allowed on a disabled key\.$/,
    },
  ],
  [
    'a key that may not sign',
    () => {
      if (state.certificates.mail) state.certificates.mail.keyOperations = ['verify'];
      return post('mail');
    },
    {
      status: 403,
      code: 'Forbidden',
      inner: 'KeyOperationForbidden',
      text: /^Operation sign is not permitted on this key\.$/,
    },
  ],
  [
    'a digest of the wrong length',
    () => sign('mail', 'PS256', randomBytes(20)),
    { status: 400, code: 'BadParameter', text: /^Invalid length of 'value': 20 bytes\./ },
  ],
  [
    'an address that the firewall blocks',
    () => {
      state.firewall = { blocks: '20.50.1.2' };
      return certificates().getCertificate('mail');
    },
    {
      status: 403,
      code: 'Forbidden',
      inner: 'ForbiddenByFirewall',
      text: /^Client address is not authorized and caller is not a trusted service\.\r\nClient address: 20\.50\.1\.2\r\nCaller: /,
    },
  ],
];

/** Signs without the client's own checks: the SDK looks at a key's times and operations before it asks. */
async function post(name: string): Promise<never> {
  const token = (await credential.getToken(''))?.token ?? '';
  const response = await fetch(`${vault.url}/keys/${name}/${newest(name)}/sign?api-version=7.6`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify({ alg: 'PS256', value: randomBytes(32).toString('base64url') }),
  });
  const details = (await response.json()) as {
    error: { code: string; message: string; innererror?: object };
  };
  const { code, message, innererror } = details.error;
  throw Object.assign(new Error(message), {
    statusCode: response.status,
    code,
    details: { error: { innerError: innererror } },
  });
}

for (const [name, act, { status, code, inner, text }] of refusals) {
  test(`the vault refuses ${name}`, async () => {
    await assert.rejects(act, (error: Error & { statusCode: number; code: string; details: unknown }) => {
      assert.match(error.message, text);
      const details = error.details as { error?: { innerError?: { code: string } } };
      assert.deepEqual(
        [error.statusCode, error.code, details.error?.innerError?.code],
        [status, code, inner],
      );
      return true;
    });
  });
}

test('without a token the vault answers with its challenge', async () => {
  const answer = await raw('/certificates/mail');
  assert.deepEqual(answer, {
    status: 401,
    challenge: `Bearer authorization="https://login.microsoftonline.com/${state.tenantId}", resource="https://vault.azure.net"`,
    code: 'Unauthorized',
    message: 'AKV10000: Request is missing a Bearer or PoP token.',
  });
});

test('a token that is not for the vault is refused with the reason', async () => {
  const { issue } = tenant.entra;
  const vaultToken = { aud: 'https://vault.azure.net', appid: 'id', oid: caller };
  const wrongAudience = await raw(
    '/keys/mail',
    await issue({ ...vaultToken, aud: 'https://graph.microsoft.com' }),
  );
  assert.match(
    wrongAudience.message,
    /^AKV10022: Invalid audience\. Expected https:\/\/vault\.azure\.net, found/,
  );
  const old = await raw('/keys/mail', await issue({ ...vaultToken, exp: 1_700_000_000 }));
  assert.match(old.message, /^\[TokenExpired\]/);
  const forged = await raw('/keys/mail', `${(await issue(vaultToken)).slice(0, -8)}AAAAAAAA`);
  assert.match(forged.message, /^Error validating token/);
  state.tenantId = 'another';
  const foreign = await raw('/keys/mail', await issue(vaultToken));
  state.tenantId = tenant.state.tenantId;
  assert.match(
    foreign.message,
    /^AKV10032: Invalid issuer\. Expected one of https:\/\/sts\.windows\.net\/another\//,
  );
});

test('throttling is honoured by the client and over after its Retry-After', async () => {
  state.next = [throttled(0)];
  const { name } = await certificates().getCertificate('mail');
  assert.equal(name, 'mail');
  assert.deepEqual(
    vault.requests.map(({ status }) => status),
    [401, 429, 200],
  );
});
