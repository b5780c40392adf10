import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import { CertificateClient } from '@azure/keyvault-certificates';
import { CryptographyClient } from '@azure/keyvault-keys';
import { caller, clientOptions, newer, startVaultWithMail, type VaultWithMail } from './vault-with-mail.ts';

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

async function raw(path: string, token?: string) {
  const headers = { ...(token && { authorization: `Bearer ${token}` }) };
  const response = await fetch(`${given.vault.url}${path}?api-version=7.6`, { headers });
  const { error } = (await response.json()) as { error: { code: string; message: string } };
  return { status: response.status, challenge: response.headers.get('www-authenticate'), ...error };
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
      given.state.callers = {};
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
    () => sign('gone', 'PS256', randomBytes(32)),
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
      for (const version of given.state.certificates.mail?.versions ?? []) version.enabled = false;
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
      if (given.state.certificates.mail) given.state.certificates.mail.keyOperations = ['verify'];
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
      given.state.firewall = { blocks: '20.50.1.2' };
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
  const response = await fetch(`${given.vault.url}/keys/${name}/${newer}/sign?api-version=7.6`, {
    method: 'POST',
    headers: { authorization: `Bearer ${given.token}` },
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
    challenge: `Bearer authorization="https://login.microsoftonline.com/${given.state.tenantId}", resource="https://vault.azure.net"`,
    code: 'Unauthorized',
    message: 'AKV10000: Request is missing a Bearer or PoP token.',
  });
});

test('a token that is not for the vault is refused with the reason', async () => {
  const { issue } = given.tenant.entra;
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
  given.state.tenantId = 'another';
  const foreign = await raw('/keys/mail', await issue(vaultToken));
  assert.match(
    foreign.message,
    /^AKV10032: Invalid issuer\. Expected one of https:\/\/sts\.windows\.net\/another\//,
  );
});
