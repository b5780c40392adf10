import assert from 'node:assert/strict';
import { mkdtempDisposable, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import type { MailCertificate } from '../../../local/certificates.ts';
import { makeContoso } from '../../../local/contoso.ts';
import { makePkcs12 } from '../../../local/vault/pkcs12.ts';
import { onDesk, withoutVault } from '../../support/desk.ts';

const letter = { id: 'file-1', to: 'ada@fabrikam.example', subject: 'hello', text: 'hello' };

const right = 'the-right-password';

/** The certificate with its encrypted key as the bytes of a file. */
const contents = {
  pem: ({ privateKey, cert }: MailCertificate) =>
    privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: right }) + cert,
  pfx: (certificate: MailCertificate) => makePkcs12(certificate, { algorithm: 'aes256', password: right }),
};

for (const { format, password, outcome } of [
  { format: 'pem', password: right, outcome: 'accepted' },
  { format: 'pem', password: 'another-password', outcome: 'failed' },
  { format: 'pfx', password: right, outcome: 'accepted' },
  { format: 'pfx', password: 'another-password', outcome: 'failed' },
] as const) {
  test(`with a certificate file (${format}) and ${password.replaceAll('-', ' ')}: ${outcome}, the vault is never asked`, async () => {
    await using folder = await mkdtempDisposable(path.join(tmpdir(), 'certificate-'));
    const file = path.join(folder.path, `mail-app.${format}`);
    const contoso = await makeContoso();
    await writeFile(file, contents[format](contoso.certificate));
    const env = {
      MAIL_CERTIFICATE_SOURCE: 'file',
      MAIL_CERTIFICATE_FILE: file,
      MAIL_CERTIFICATE_PASSWORD: password,
      ...withoutVault,
    };
    await onDesk({ contoso, env }, async (desk) => {
      await desk.enqueue(letter);
      const attempt = await desk.attempt(letter.id);
      assert.equal(attempt.outcome, outcome);
      if (outcome === 'failed') assert.equal(attempt.failure?.[0]?.id, 'certificate-unreadable');
      assert.deepEqual(desk.vault.requests, []);
      for (const secret of [password, 'PRIVATE KEY', file]) assert.ok(!desk.host.output().includes(secret));
    });
  });
}
