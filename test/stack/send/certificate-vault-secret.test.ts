import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CERTIFICATE_NAME, makeContoso } from '../../../local/contoso.ts';
import type { RoleName } from '../../../local/vault/roles.ts';
import type { SecretType } from '../../../local/vault/state.ts';
import { onDesk } from '../../support/desk.ts';

const letter = { id: 'secret-1', to: 'ada@fabrikam.example', subject: 'hello', text: 'hello' };

const cases: readonly {
  secretType: SecretType;
  role: RoleName;
  exportable: boolean;
  failure?: string;
}[] = [
  { secretType: 'application/x-pkcs12', role: 'Key Vault Secrets User', exportable: true },
  { secretType: 'application/x-pem-file', role: 'Key Vault Certificate User', exportable: true },
  {
    secretType: 'application/x-pkcs12',
    role: 'Key Vault Secrets User',
    exportable: false,
    failure: 'certificate-not-exportable',
  },
  {
    secretType: 'application/x-pem-file',
    role: 'Key Vault Secrets User',
    exportable: false,
    failure: 'certificate-not-exportable',
  },
  {
    secretType: 'application/x-pkcs12',
    role: 'Key Vault Reader',
    exportable: true,
    failure: 'vault-role-missing',
  },
];

for (const { secretType, role, exportable, failure } of cases) {
  const kind = `${exportable ? 'exportable' : 'non-exportable'} ${secretType}`;
  test(`the secret of a certificate, ${kind}, as ${role}: ${failure ?? 'accepted'}`, async () => {
    const contoso = await makeContoso();
    const { versions } = contoso.vault.certificates[CERTIFICATE_NAME] ?? { versions: [] };
    contoso.vault.certificates[CERTIFICATE_NAME] = { versions, exportable, secretType };
    for (const caller of Object.keys(contoso.vault.callers)) contoso.vault.callers[caller] = [role];
    await onDesk({ contoso, env: { MAIL_CERTIFICATE_SOURCE: 'vault-secret' } }, async (desk) => {
      await desk.enqueue(letter);
      const { outcome, failure: said } = await desk.attempt(letter.id);
      assert.equal(outcome, failure ? 'failed' : 'accepted');
      assert.equal(said?.[0]?.id, failure);
      const asked = desk.vault.requests.filter(({ status }) => status !== 401);
      assert.deepEqual([...new Set(asked.map(({ operation }) => operation))], ['secrets/get']);
      assert.ok(!/PRIVATE KEY|MII[A-Za-z0-9+/]{20}/.test(desk.host.output()));
    });
  });
}
