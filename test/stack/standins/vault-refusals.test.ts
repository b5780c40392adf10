import { randomBytes } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import { CertificateClient } from '@azure/keyvault-certificates';
import { CryptographyClient } from '@azure/keyvault-keys';
import { SecretClient } from '@azure/keyvault-secrets';
import { assertRefused, fetchRefusal, type Refused } from './vault-refused.ts';
import { caller, clientOptions, newer, startVaultWithMail, type VaultWithMail } from './vault-with-mail.ts';

let given: VaultWithMail;

before(async () => {
  given = await startVaultWithMail();
});
after(() => given.stop());
beforeEach(() => given.reset());

const certificates = (retryOptions = {}) =>
  new CertificateClient(given.vault.url, given.credential, { ...clientOptions, retryOptions });
const secrets = () => new SecretClient(given.vault.url, given.credential, clientOptions);
const sign = (name: string, alg: 'PS256' | 'RS256', digest: Uint8Array) =>
  new CryptographyClient(`${given.vault.url}/keys/${name}/${newer}`, given.credential, clientOptions).sign(
    alg,
    digest,
  );

type Row = [name: string, () => Promise<unknown>, Refused];

const refusals: Row[] = [
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
      explained: 'vault-role-missing',
    },
  ],
  [
    'a certificate that is not there',
    () => certificates().getCertificate('nothing'),
    {
      status: 404,
      code: 'CertificateNotFound',
      text: /^A certificate with \(name\/id\) nothing was not found in this key vault\. If you recently deleted/,
      explained: 'certificate-not-found',
    },
  ],
  [
    'a version that is not there',
    () => certificates().getCertificateVersion('mail', 'f'.repeat(32)),
    {
      status: 404,
      code: 'CertificateNotFound',
      text: /^A certificate with \(name\/id\) mail\/f{32} was/,
      explained: 'certificate-not-found',
    },
  ],
  [
    'a soft-deleted certificate',
    () => certificates().getCertificate('gone'),
    {
      status: 404,
      code: 'CertificateNotFound',
      text: /^A certificate with \(name\/id\) gone was not found/,
      explained: 'certificate-not-found',
    },
  ],
  [
    'the key of a soft-deleted certificate',
    () => sign('gone', 'PS256', randomBytes(32)),
    {
      status: 404,
      code: 'KeyNotFound',
      text: /^A key with \(name\/id\) gone\/0{31}2 was not found/,
      explained: 'certificate-not-found',
    },
  ],
  [
    'an expired key',
    () => post('expired'),
    {
      status: 403,
      code: 'Forbidden',
      inner: 'KeyExpired',
      text: /^Operation sign is not allowed on an exp/,
      explained: 'certificate-expired',
    },
  ],
  [
    'a key before its time',
    () => post('early'),
    {
      status: 403,
      code: 'Forbidden',
      inner: 'KeyNotYetValid',
      text: /^Operation sign is not allowed on a not yet valid key\.$/,
      explained: 'certificate-expired',
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
      explained: 'certificate-disabled',
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
      explained: 'vault-key-operation-forbidden',
    },
  ],
  [
    'a digest of the wrong length',
    () => sign('mail', 'PS256', randomBytes(20)),
    {
      status: 400,
      code: 'BadParameter',
      text: /^Invalid length of 'value': 20 bytes\./,
      explained: 'vault-parameter-refused',
    },
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
      explained: 'vault-firewall',
    },
  ],
  [
    'a secret that is disabled',
    () => {
      given.state.callers = { [caller]: ['Key Vault Secrets User'] };
      for (const version of given.state.certificates.mail?.versions ?? []) version.enabled = false;
      return secrets().getSecret('mail');
    },
    {
      status: 403,
      code: 'Forbidden',
      inner: 'SecretDisabled',
      text: /^Operation get is not allowed on a disabled secret\.$/,
      explained: 'certificate-disabled',
    },
  ],
  [
    'a caller over the public network where that is disabled',
    () => {
      given.state.publicNetworkAccess = 'disabled';
      return certificates().getCertificate('mail');
    },
    {
      status: 403,
      code: 'Forbidden',
      inner: 'ForbiddenByConnection',
      text: /^Public network access is disabled and request is not from a trusted service nor via an approved private link\.\r\nCaller: appid=/,
      explained: 'vault-private-only',
    },
  ],
  [
    'requests above its limit',
    () => {
      given.state.rateLimit = { requests: 0, seconds: 10 };
      return certificates({ maxRetries: 0 }).getCertificate('mail');
    },
    {
      status: 429,
      code: 'Throttled',
      text: /^Request was not processed because too many requests were received\. Reason: VaultRequestTypeLimitReached$/,
      explained: 'vault-throttled',
    },
  ],
  [
    "another tenant's token",
    () => {
      given.state.tenantId = 'another';
      return certificates().getCertificate('mail');
    },
    {
      status: 401,
      code: 'Unauthorized',
      text: /^AKV10032: Invalid issuer\. Expected one of https:\/\/sts\.windows\.net\/another\/, found https:/,
      explained: 'vault-unauthorized',
    },
  ],
];

const post = (name: string) =>
  fetchRefusal(given, `/keys/${name}/${newer}/sign`, {
    method: 'POST',
    body: JSON.stringify({ alg: 'PS256', value: randomBytes(32).toString('base64url') }),
  });

for (const [name, act, refused] of refusals) {
  test(`the vault refuses ${name}`, () => assertRefused(act, refused));
}
