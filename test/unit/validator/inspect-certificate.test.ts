import assert from 'node:assert/strict';
import { mkdtempDisposable, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { makeMailCertificate } from '../../../local/certificates.ts';
import { makePkcs12 } from '../../../local/vault/pkcs12.ts';
import { readVaultCertificate } from '../../../shared/azure/vault-certificate.ts';
import { inspectCertificate } from '../../../shared/identity/certificate-sources.ts';
import { atVault, credential } from '../azure/vault-server.ts';

const mail = await makeMailCertificate({ name: 'mail-app' });
const chain = await makeMailCertificate({ name: 'authority' });
const key = String(mail.privateKey.export({ type: 'pkcs8', format: 'pem' }));
const password = 'open sesame';

for (const [name, content, given] of [
  ['PEM, behind another certificate', `${chain.cert}\n${key}${mail.cert}`, undefined],
  ['PKCS#12', makePkcs12(mail, { algorithm: 'aes256', password }), password],
  ['a certificate without its key', mail.cert, undefined],
] as const) {
  test(`a file (${name}) is told by its own certificate, with thumbprints as the portal shows them`, async () => {
    await using folder = await mkdtempDisposable(path.join(tmpdir(), 'inspect-'));
    const file = path.join(folder.path, 'mail');
    await writeFile(file, content);
    const source = { source: 'file', path: file, password: given } as const;
    const found = await inspectCertificate(
      source,
      { source: 'managed', clientId: undefined },
      () => new Date(),
    );
    assert.ok(found.ok, JSON.stringify(found));
    const { subject, sha1, sha256, x5tS256, keyType, keyBits } = found.value;
    assert.deepEqual([subject, keyType, keyBits], ['CN=mail-app', 'rsa', 2048]);
    assert.deepEqual([sha1, sha256], [mail.thumbprintSha1, mail.thumbprintSha256]);
    assert.equal(Buffer.from(x5tS256, 'base64url').toString('hex').toUpperCase(), sha256);
    assert.doesNotMatch(JSON.stringify(found), /PRIVATE/);
  });
}

test('a vault tells policy and versions, newest first; without the right to list them the rest is told', async () => {
  const attributes = (created: number) => ({ enabled: true, created });
  for (const mayList of [true, false]) {
    const { result } = await atVault(
      (asked, url) => {
        const id = `${url}/certificates/mail`;
        if (asked.endsWith('/versions')) {
          const value = [1, 2].map((created) => ({
            id: `${id}/${created}`,
            attributes: attributes(created),
          }));
          return mayList ? { status: 200, body: { value } } : { status: 403, body: { error: {} } };
        }
        const policy = { key_props: { exportable: false } };
        return { status: 200, body: { id: `${id}/2`, attributes: attributes(2), cer: 'TUlJ', policy } };
      },
      (settings) => readVaultCertificate({ ...settings, name: 'mail' }, credential),
    );
    assert.ok(result.ok, JSON.stringify(result));
    const { newest, exportable, versions } = result.value;
    assert.deepEqual([newest.version, exportable], ['2', false]);
    assert.deepEqual(
      versions?.map(({ version }) => version),
      mayList ? ['2', '1'] : undefined,
    );
  }
});
