import assert from 'node:assert/strict';
import { mkdtempDisposable, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { makeContoso } from '../../../local/contoso.ts';
import { onDesk } from '../../support/desk.ts';

const letter = { id: 'file-1', to: 'ada@fabrikam.example', subject: 'hello', text: 'hello' };

for (const { password, outcome } of [
  { password: 'the-right-password', outcome: 'accepted' },
  { password: 'another-password', outcome: 'failed' },
]) {
  test(`with a certificate file and ${password.replaceAll('-', ' ')}: ${outcome}, the vault is never asked`, async () => {
    await using folder = await mkdtempDisposable(path.join(tmpdir(), 'certificate-'));
    const file = path.join(folder.path, 'mail-app.pem');
    const contoso = await makeContoso();
    const { privateKey, cert } = contoso.certificate;
    const key = privateKey.export({
      type: 'pkcs8',
      format: 'pem',
      cipher: 'aes-256-cbc',
      passphrase: 'the-right-password',
    });
    await writeFile(file, `${key}${cert}`);
    const env = {
      MAIL_CERTIFICATE_SOURCE: 'file',
      MAIL_CERTIFICATE_FILE: file,
      MAIL_CERTIFICATE_PASSWORD: password,
      MAIL_VAULT_URL: '',
      MAIL_CERTIFICATE_NAME: '',
      MAIL_VAULT_VERIFY_CHALLENGE: '',
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
