import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeMailCertificate } from '../../../local/certificates.ts';
import { CERTIFICATE_NAME, makeContoso } from '../../../local/contoso.ts';
import { onDesk } from '../../support/desk.ts';

const day = 24 * 60 * 60 * 1000;
const letter = { id: 'version-1', to: 'ada@fabrikam.example', subject: 'hello', text: 'hello' };

const unusable = [
  { newest: 'disabled', enabled: false, notBefore: new Date(Date.now() - day) },
  { newest: 'not yet valid', enabled: true, notBefore: new Date(Date.now() + day) },
];

for (const { newest, enabled, notBefore } of unusable) {
  test(`with a newest version that is ${newest}, the one before it signs`, async () => {
    const contoso = await makeContoso();
    const certificate = await makeMailCertificate({ name: 'new', notBefore });
    contoso.vault.certificates[CERTIFICATE_NAME]?.versions.push({
      version: '00112233445566778899aabbccddeeff',
      certificate,
      enabled,
      created: new Date(),
    });
    await onDesk({ contoso }, async (desk) => {
      await desk.enqueue(letter);
      assert.equal((await desk.attempt(letter.id)).outcome, 'accepted');
      const answered = desk.vault.requests.filter(({ status }) => status !== 401);
      assert.deepEqual(
        answered.map(({ operation, status }) => `${operation} ${status}`),
        [
          'certificates/get 200',
          'certificates/versions 200',
          'certificates/get 200',
          'keys/get 200',
          'keys/sign 200',
        ],
      );
    });
  });
}
