import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { withoutVault } from '../../support/desk.ts';
import { findPowerShell, reasonToSkip } from '../../support/powershell/find-powershell.ts';
import { claimsOf, entraDesk, untouchedTenant } from './entra-tenant.ts';

const skip = reasonToSkip(await findPowerShell());
const desk = entraDesk();
const file = { certificate: { source: 'file' }, identityId: undefined } as const;
const secret = "pass 'word' $1 `2`";
const given = (password: string) =>
  `-Password (ConvertTo-SecureString '${password.replaceAll("'", "''")}' -AsPlainText -Force)`;

test('the files that it makes bring a token, once Entra knows the public part', { skip }, async () => {
  const contoso = await untouchedTenant();
  await desk(contoso, file, {}, async ({ folder, run }) => {
    const without = await run('./setup-entra.ps1');
    assert.equal(without.code, 0, without.out);
    assert.match(without.out, /LEFT OUT +certificate in Entra +run certificate-file\.ps1/);

    const made = await run(`./certificate-file.ps1 ${given(secret)}`);
    assert.deepEqual({ code: made.code, err: made.err }, { code: 0, err: '' }, made.out);
    const pfx = path.join(folder, 'mail-app.pfx');
    const cer = path.join(folder, 'mail-app.cer');
    if (process.platform !== 'win32') assert.equal(statSync(pfx).mode & 0o777, 0o600);
    const { fingerprint, validToDate, publicKey } = new X509Certificate(readFileSync(cer));
    assert.ok(made.out.includes(fingerprint.replaceAll(':', '')));
    const months = (validToDate.getTime() - Date.now()) / (30.4 * 86_400_000);
    assert.ok(months > 11.5 && months < 12.5, String(months));
    assert.equal(publicKey.asymmetricKeyDetails?.modulusLength, 2048);

    // The next command, as it is printed.
    const [next = ''] = /\.\/setup-entra\.ps1 -CertificateFile .*/.exec(made.out) ?? [];
    assert.equal((await run(next)).code, 0);
    const [app] = contoso.entra.applications;
    assert.equal(app?.certificates.length, 1);
    assert.match((await run(next)).out, /already right +certificate in Entra/);

    const claims = await claimsOf(contoso, {
      ...withoutVault,
      MAIL_CLIENT_ID: app?.clientId ?? '',
      MAIL_CERTIFICATE_SOURCE: 'file',
      MAIL_CERTIFICATE_FILE: pfx,
      MAIL_CERTIFICATE_PASSWORD: secret,
    });
    assert.deepEqual(claims.roles, ['SMTP.SendAsApp']);
  });
});

for (const { name, script, says } of [
  {
    name: 'with -WhatIf',
    script: './certificate-file.ps1 -WhatIf',
    says: /would change +certificate with key/,
  },
  {
    name: 'with a short password',
    script: `./certificate-file.ps1 ${given('short')}`,
    says: /8 characters or more/,
  },
  {
    name: 'with a password that programs encode in several ways',
    script: `./certificate-file.ps1 ${given('p\u00e4sswort')}`,
    says: /all of them ASCII/,
  },
  {
    name: 'into a folder that is not there',
    script: `./certificate-file.ps1 -Folder elsewhere ${given(secret)}`,
    says: /Stopped: .*elsewhere/,
  },
]) {
  test(`no file comes into being ${name}`, { skip }, async () => {
    await desk(await untouchedTenant(), file, {}, async ({ folder, run }) => {
      const { out } = await run(script);
      assert.match(out, says);
      assert.deepEqual(
        readdirSync(folder).filter((one) => !one.endsWith('.ps1')),
        [],
      );
    });
  });
}

test('a file that is there is never overwritten', { skip }, async () => {
  await desk(await untouchedTenant(), file, {}, async ({ folder, run }) => {
    assert.equal((await run(`./certificate-file.ps1 ${given(secret)}`)).code, 0);
    const before = readFileSync(path.join(folder, 'mail-app.pfx'));
    const { code, out } = await run(`./certificate-file.ps1 ${given(secret)}`);
    assert.equal(code, 1);
    assert.match(out, /There is a file .*mail-app\.pfx already/);
    assert.deepEqual(readFileSync(path.join(folder, 'mail-app.pfx')), before);
    assert.equal((await run(`./certificate-file.ps1 -Name another ${given(secret)}`)).code, 0);
    assert.ok(existsSync(path.join(folder, 'another.cer')));
  });
});
