import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeMailCertificate } from '../../../local/certificates.ts';
import { makePkcs12 } from '../../../local/vault/pkcs12.ts';
import { failed, ok } from '../../../shared/failures/result.ts';
import { thumbprintOf } from '../../../shared/identity/thumbprint.ts';
import { vaultSecret } from '../../../shared/identity/vault-secret.ts';

const mail = await makeMailCertificate({ name: 'mail-app' });
const { cert, der, privateKey } = mail;
const blank = { algorithm: '3des', password: '' } as const;
const read = (bytes: Buffer, at = new Date()) =>
  vaultSecret(
    async () => ok({ version: '1', bytes }),
    'mail-app',
    () => at,
  )(new Set());

for (const [name, bytes] of [
  ['PEM', Buffer.from(`${privateKey.export({ type: 'pkcs8', format: 'pem' })}${cert}`)],
  ['PKCS#12 without a password', makePkcs12(mail, blank)],
] as const) {
  test(`a secret in ${name} gives the certificate, and its end is seen`, async () => {
    const certificate = await read(bytes);
    assert.ok(certificate.ok && certificate.value, JSON.stringify(certificate));
    assert.deepEqual([certificate.value.version, certificate.value.thumbprint], ['1', thumbprintOf(der)]);
    const late = await read(bytes, new Date('2100-01-01'));
    assert.equal(late.ok || late.error.code, 'certificate-expired');
  });
}

for (const [name, bytes] of [
  ['PEM', Buffer.from(cert)],
  ['PKCS#12', makePkcs12({ cert, privateKey: undefined }, blank)],
  ['DER', der],
] as const) {
  test(`a secret without a private key (${name}) is a certificate that is not exportable`, async () => {
    const certificate = await read(bytes);
    assert.ok(!certificate.ok);
    assert.equal(certificate.error.code, 'certificate-not-exportable');
    assert.match(certificate.error.said, /holds no private key: .*not exportable.*vault-sign/);
  });
}

test('what the vault refuses is passed on', async () => {
  const fault = { at: 'vault', code: 'SecretNotFound', said: 'A secret was not found' } as const;
  const source = vaultSecret(
    async () => failed(fault),
    'mail-app',
    () => new Date(),
  );
  assert.deepEqual(await source(new Set()), failed(fault));
});

test('the secret is asked for by its name, without what was refused; that there is no other is passed on', async () => {
  const asked: (readonly [string, ...string[]])[] = [];
  const source = vaultSecret(
    async (name, refused) => {
      asked.push([name, ...refused]);
      return ok(undefined);
    },
    'mail-app',
    () => new Date(),
  );
  assert.deepEqual(await source(new Set(['2', '1'])), ok(undefined));
  assert.deepEqual(asked, [['mail-app', '2', '1']]);
});
