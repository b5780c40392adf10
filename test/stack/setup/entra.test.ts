import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeMailCertificate } from '../../../local/certificates.ts';
import type { Contoso } from '../../../local/contoso.ts';
import type { SetupPlan } from '../../../shared/setup/plan.ts';
import { withoutVault } from '../../support/desk.ts';
import { findPowerShell, reasonToSkip } from '../../support/powershell/find-powershell.ts';
import { changes, claimsOf, entraDesk, untouchedTenant } from './entra-tenant.ts';

const skip = reasonToSkip(await findPowerShell());
const desk = entraDesk();

/** All that the script could change. */
const stateOf = ({ entra, vault, identity }: Contoso) =>
  structuredClone({
    applications: entra.applications,
    certificates: Object.fromEntries(
      Object.entries(vault.certificates).map(([name, { versions, exportable }]) => [
        name,
        { versions: versions.map(({ version, enabled }) => ({ version, enabled })), exportable },
      ]),
    ),
    callers: vault.callers,
    identity,
  });

const count = (text: string, verdict: string) => text.match(new RegExp(`^  ${verdict} `, 'gm'))?.length ?? 0;

const models: readonly {
  name: string;
  plan: Partial<SetupPlan>;
  steps: number;
  roles?: string[];
  settings: Record<string, string>;
  vault: [exportable: boolean, roles: string[]] | undefined;
}[] = [
  {
    name: 'permissions on mailboxes, the vault signs',
    plan: {},
    steps: 8,
    roles: ['SMTP.SendAsApp'],
    settings: {},
    vault: [false, ['Key Vault Crypto User', 'Key Vault Reader']],
  },
  {
    name: 'application RBAC, the app reads the key',
    plan: {
      permissionModel: 'rbac',
      certificate: { source: 'vault-secret', vault: 'contoso-mail', name: 'mail-app' },
    },
    steps: 5,
    settings: { MAIL_CERTIFICATE_SOURCE: 'vault-secret' },
    vault: [true, ['Key Vault Secrets User']],
  },
  {
    name: 'no certificate, a managed identity is trusted',
    plan: { certificate: { source: 'federated' }, identityId: undefined },
    steps: 5,
    roles: ['SMTP.SendAsApp'],
    settings: { MAIL_CERTIFICATE_SOURCE: 'federated', ...withoutVault },
    vault: undefined,
  },
];

for (const { name, plan, steps, roles, settings, vault } of models) {
  test(`${name}: a rehearsal changes nothing, a run makes all, a second run nothing`, { skip }, async () => {
    const contoso = await untouchedTenant();
    await desk(contoso, plan, {}, async ({ az, run }) => {
      const before = stateOf(contoso);
      const rehearsed = await run('./setup-entra.ps1 -WhatIf');
      assert.deepEqual({ code: rehearsed.code, err: rehearsed.err }, { code: 0, err: '' }, rehearsed.out);
      assert.equal(count(rehearsed.out, 'would change'), steps, rehearsed.out);
      assert.deepEqual(stateOf(contoso), before);

      const first = await run('./setup-entra.ps1');
      assert.deepEqual({ code: first.code, err: first.err }, { code: 0, err: '' }, first.out);
      assert.equal(count(first.out, 'changed'), steps, first.out);
      const [app, ...more] = contoso.entra.applications;
      assert.ok(app);
      assert.deepEqual(more, []);
      assert.ok(first.out.includes(`./setup-exchange.ps1 -AppId ${app.clientId} -ObjectId ${app.objectId}`));
      assert.ok(first.out.includes(`MAIL_TENANT_ID=${contoso.entra.tenantId}`));
      assert.ok(first.out.includes(`MAIL_CLIENT_ID=${app.clientId}`));
      const certificates = Object.values(contoso.vault.certificates);
      assert.deepEqual(
        certificates.map(({ exportable }) => [exportable, Object.values(contoso.vault.callers)[0]]),
        vault ? [vault] : [],
      );

      const claims = await claimsOf(contoso, {
        MAIL_CLIENT_ID: app.clientId,
        MAIL_IDENTITY_CLIENT_ID: contoso.identity.identities[0]?.clientId ?? '',
        ...settings,
      });
      assert.deepEqual([claims.oid, claims.roles], [app.objectId, roles]);

      const after = stateOf(contoso);
      const calls = az.calls.length;
      const second = await run('./setup-entra.ps1');
      assert.equal(second.code, 0, second.out);
      assert.equal(count(second.out, 'already right'), steps, second.out);
      assert.deepEqual(changes(az.calls.slice(calls)), []);
      assert.deepEqual(stateOf(contoso), after);
      const left = await run(
        "[IO.Directory]::GetDirectories([IO.Path]::GetTempPath(), 'sendasapp-setup-*').Count",
      );
      assert.equal(left.out.trim(), '0', 'files for az are gone');
    });
  });
}

test('names with umlauts, $, backticks and quotes of other alphabets stay what they are', {
  skip,
}, async () => {
  const application = 'M\u00fcller\u2019s $mail `app` \u201cone\u201d';
  const contoso = await untouchedTenant();
  await desk(contoso, { application, identityId: undefined }, {}, async ({ run }) => {
    const { code, out } = await run('./setup-entra.ps1');
    assert.equal(code, 0, out);
    assert.match(out, /LEFT OUT +roles of the identity/);
    assert.deepEqual(
      contoso.entra.applications.map(({ displayName }) => displayName),
      [application],
    );
    assert.equal(count((await run('./setup-entra.ps1')).out, 'changed'), 0);
  });
});

test('only what differs is changed: an app with other certificates keeps them, however az prints thumbprints', {
  skip,
}, async () => {
  const contoso = await untouchedTenant();
  const { application, certificate } = contoso;
  const other = await makeMailCertificate({ name: 'other' });
  const expired = await makeMailCertificate({
    name: 'mail-app',
    notBefore: new Date('2024-01-01'),
    notAfter: new Date('2025-01-01'),
  });
  Object.assign(application, { enabled: false, certificates: [other.cert] });
  contoso.entra.applications = [application];
  contoso.vault.certificates['mail-app'] = {
    versions: [{ version: '0'.repeat(32), certificate: expired, enabled: true }],
    exportable: false,
  };
  await desk(contoso, { clientId: application.clientId }, { keyIdentifier: 'hex' }, async ({ az, run }) => {
    const { code, out } = await run("./setup-entra.ps1 -StorageAccount 'contosomail'");
    assert.equal(code, 0, out);
    assert.match(out, /already right +admin consent/);
    assert.match(out, /changed +enabled for sign-in/);
    assert.equal(application.enabled, true);
    const [, renewed] = contoso.vault.certificates['mail-app']?.versions ?? [];
    assert.deepEqual(application.certificates, [other.cert, renewed?.certificate.cert]);
    assert.notEqual(renewed?.certificate.cert, certificate.cert);
    assert.deepEqual(
      az.resources.roleAssignments.map(({ role }) => role).filter((role) => role.startsWith('Storage')),
      ['Storage Queue Data Contributor', 'Storage Table Data Contributor', 'Storage Blob Data Owner'],
    );
    assert.equal(count((await run("./setup-entra.ps1 -StorageAccount 'contosomail'")).out, 'changed'), 0);
  });
});

test('with application RBAC a consent is pointed out, since the scope would restrict nothing', {
  skip,
}, async () => {
  const contoso = await untouchedTenant();
  contoso.entra.applications = [contoso.application];
  await desk(contoso, { permissionModel: 'rbac' }, {}, async ({ run }) => {
    const { code, out } = await run('./setup-entra.ps1 -WhatIf');
    assert.equal(code, 0, out);
    assert.match(out, /CAREFUL +consent +SMTP\.SendAsApp is consented to/);
  });
});

test('a federated credential that names the identity wrongly is corrected', { skip }, async () => {
  const contoso = await untouchedTenant();
  const subject = contoso.identity.identities[0]?.objectId ?? '';
  const issuer = `https://login.microsoftonline.com/${contoso.entra.tenantId}/v2.0`;
  const audience = 'api://AzureADTokenExchange';
  contoso.application.federatedCredentials = [
    {
      name: 'elsewhere',
      issuer: 'https://token.actions.githubusercontent.com',
      subject: 'repo:a/b',
      audience,
    },
    { name: 'ours', issuer, subject: subject.toUpperCase(), audience },
  ];
  contoso.entra.applications = [contoso.application];
  await desk(contoso, { certificate: { source: 'federated' } }, {}, async ({ run }) => {
    const { code, out } = await run('./setup-entra.ps1');
    assert.equal(code, 0, out);
    assert.deepEqual(
      contoso.application.federatedCredentials?.map((one) => [one.name, one.subject]),
      [
        ['elsewhere', 'repo:a/b'],
        ['ours', subject],
      ],
    );
  });
});

test('an enterprise application made a moment ago may be unknown to Graph: the consent is tried again', {
  skip,
}, async () => {
  const contoso = await untouchedTenant();
  let unknown = 2;
  const refuses = {
    get 'rest --method post'() {
      unknown -= 1;
      return unknown >= 0 ? 'Not Found({"error":{"code":"Request_ResourceNotFound"}})' : '';
    },
  };
  await desk(contoso, {}, { refuses }, async ({ run }) => {
    const { code, out } = await run('function Start-Sleep {}; ./setup-entra.ps1');
    assert.equal(code, 0, out);
    assert.deepEqual(contoso.entra.applications[0]?.roles, ['SMTP.SendAsApp']);
  });
});
