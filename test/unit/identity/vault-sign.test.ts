import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Fault } from '../../../shared/failures/fault.ts';
import { failed, ok } from '../../../shared/failures/result.ts';
import { vaultSign } from '../../../shared/identity/vault-sign.ts';

const keyId = 'https://contoso-mail.vault.azure.net/keys/mail-app/1';

test('the thumbprint is SHA-256 of the certificate, and the key of that version signs', async () => {
  const source = vaultSign(
    {
      readCertificate: async (name) => ok({ version: '1', cer: Buffer.from(`DER of ${name}`), keyId }),
      sign: async (key, digest) =>
        ok(Buffer.from(`${key} over ${Buffer.from(digest).toString('base64url')}`)),
    },
    'mail-app',
  );
  const certificate = await source(new Set());
  assert.ok(certificate.ok && certificate.value);
  assert.equal(certificate.value.version, '1');
  // printf 'DER of mail-app' | openssl dgst -sha256 -binary | basenc --base64url
  assert.equal(certificate.value.thumbprint, 'pXJn-ysvBws2vqstsQds9aZ0mo6XKND_Rkl3hiUEuKU');
  // printf 'header.claims' | openssl dgst -sha256 -binary | basenc --base64url
  assert.deepEqual(
    await certificate.value.sign('header.claims'),
    ok(Buffer.from(`${keyId} over gbIjcFQEao_64eph2wtdlTfCMdKa7HrSFDbEJCcuHEY`)),
  );
});

test('a vault that refuses the certificate is handed on', async () => {
  const fault: Fault = { at: 'vault', code: 'CertificateNotFound', said: 'not there' };
  const source = vaultSign(
    { readCertificate: async () => failed(fault), sign: async () => assert.fail('asked to sign') },
    'mail-app',
  );
  assert.deepEqual(await source(new Set()), failed(fault));
});

test('the vault hears which versions were refused; that there is no other is passed on', async () => {
  const asked: string[][] = [];
  const source = vaultSign(
    {
      readCertificate: async (_name, refused) => {
        asked.push([...refused]);
        return ok(undefined);
      },
      sign: async () => assert.fail('asked to sign'),
    },
    'mail-app',
  );
  assert.deepEqual(await source(new Set(['2'])), ok(undefined));
  assert.deepEqual(asked, [['2']]);
});
