import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Contoso } from '../../../local/contoso.ts';
import type { SetupPlan } from '../../../shared/setup/plan.ts';
import { findPowerShell, reasonToSkip } from '../../support/powershell/find-powershell.ts';
import { changes, entraDesk, untouchedTenant } from './entra-tenant.ts';

const skip = reasonToSkip(await findPowerShell());
const desk = entraDesk();

const stops: readonly {
  name: string;
  plan?: Partial<SetupPlan>;
  az?: Parameters<typeof desk>[2];
  script?: string;
  breaks?(contoso: Contoso): void;
  says: RegExp;
}[] = [
  {
    name: 'two apps of one name',
    breaks: ({ entra, application }) => {
      entra.applications = [
        { ...application, roles: [] },
        { ...application, clientId: '11111111-2222-4333-8444-555555555555', roles: [] },
      ];
    },
    says: /There are 2 app registrations of this name: [-0-9a-f]+, 11111111-2222-4333-8444-555555555555/,
  },
  {
    name: 'a name that no command line keeps whole',
    plan: { application: "Contoso's mail" },
    says: /must not hold any of '/,
  },
  { name: 'nobody signed in', az: { isSignedIn: false }, says: /docs\/errors\.md#azure-sign-in-missing/ },
  {
    name: 'another tenant',
    plan: { tenantId: '22222222-3333-4444-8555-666666666666' },
    says: /az login --tenant 22222222-3333-4444-8555-666666666666/,
  },
  { name: 'another cloud', plan: { cloud: 'gcc-high' }, says: /az cloud set --name AzureUSGovernment/ },
  {
    name: 'an id of no app',
    plan: { clientId: '33333333-4444-4555-8666-777777777777' },
    says: /There is no app registration 33333333/,
  },
  {
    name: 'no Exchange Online in the tenant',
    breaks: ({ entra }) => {
      entra.exchangeOnline = 'absent';
    },
    says: /docs\/errors\.md#resource-not-in-tenant/,
  },
  {
    name: 'a deleted certificate of the same name',
    breaks: ({ vault }) => {
      vault.certificates['mail-app'] = { versions: [], exportable: false, deleted: true };
    },
    says: /docs\/errors\.md#certificate-deleted[\s\S]*az keyvault certificate recover --vault-name contoso-mail/,
  },
  { name: 'no az', script: "$env:PATH = ''; ./setup-entra.ps1", says: /aka\.ms\/azure-cli/ },
];

for (const { name, plan = {}, az: options = {}, script = './setup-entra.ps1', breaks, says } of stops) {
  test(`stops, says why and does nothing after it: ${name}`, { skip }, async () => {
    const contoso = await untouchedTenant();
    breaks?.(contoso);
    await desk(contoso, plan, options, async ({ az, run }) => {
      const { code, out } = await run(script);
      assert.equal(code, 1, out);
      assert.match(out, says);
      assert.match(out, /Nothing after this step was done/);
      const [, step = ''] = /^Stopped at: +(.*)$/m.exec(out) ?? [];
      assert.notEqual(step, '');
      // What can be found before anything is changed is found then.
      if (!/certificate|Exchange Online/.test(step)) assert.deepEqual(changes(az.calls), []);
      assert.deepEqual(contoso.vault.callers, {});
    });
  });
}

const withoutRole: readonly {
  step: string;
  refuses: Record<string, string>;
  says: RegExp;
}[] = [
  {
    step: 'admin consent SMTP.SendAsApp',
    refuses: { 'rest --method post': 'Insufficient privileges to complete the operation.' },
    says: /docs\/errors\.md#entra-role-missing/,
  },
  {
    step: 'certificate in the vault contoso-mail/mail-app',
    refuses: {
      'keyvault certificate create':
        '(Forbidden) Caller is not authorized to perform action on resource. Inner error: { "code": "ForbiddenByRbac" }',
    },
    says: /You have no right to certificates in this vault/,
  },
  {
    step: 'role Key Vault Crypto User',
    refuses: {
      'role assignment create':
        "(AuthorizationFailed) The client 'admin@contoso.example' does not have authorization to perform action 'Microsoft.Authorization/roleAssignments/write'",
    },
    says: /docs\/errors\.md#azure-role-missing/,
  },
];

for (const { step, refuses, says } of withoutRole) {
  test(`an administrator whose role is not enough learns so, and nothing follows: ${step}`, {
    skip,
  }, async () => {
    const contoso = await untouchedTenant();
    await desk(contoso, {}, { refuses }, async ({ run, az }) => {
      const { code, out } = await run('./setup-entra.ps1');
      assert.equal(code, 1, out);
      assert.ok(out.includes(`Stopped at: ${step}`), out);
      assert.match(out, says);
      assert.ok(
        az.calls
          .at(-1)
          ?.join(' ')
          .startsWith(Object.keys(refuses)[0] ?? ''),
        'nothing after it',
      );
    });
  });
}
