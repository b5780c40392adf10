import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { makeContoso } from '../../../local/contoso.ts';
import { type RunningAzureCli, startAzureCli } from '../../support/azure-cli/start.ts';

let az: RunningAzureCli;
let contoso: Awaited<ReturnType<typeof makeContoso>>;

before(async () => {
  contoso = await makeContoso();
  az = await startAzureCli({ entra: contoso.entra, vault: contoso.vault, managedIdentity: contoso.identity });
});

after(() => az.stop());

const typed = (line: string) => az.run(line.split(' '));

const id = '6f1d7a4e-3b52-4c0e-9d0a-1f6b8c2e5a10';

/** What az refuses, its exit code and its words. */
for (const [line, code, says] of [
  ['ad apps list', 2, "'apps' is misspelled or not recognized by the system."],
  ['ad app', 2, 'the following arguments are required: _subcommand'],
  ['ad app show', 2, 'the following arguments are required: --id'],
  [`ad app show --id ${id} --naem x`, 2, 'unrecognized arguments: --naem x'],
  [`ad app show --id ${id} 7`, 2, 'unrecognized arguments: 7'],
  ['ad app show --id', 2, 'argument --id: expected one argument'],
  [`ad app show --id ${id} --query [[`, 2, 'invalid jmespath_type value'],
  [`ad app show --id ${id} --output xml`, 2, "'xml' is not a valid value for '--output/-o'"],
  ['ad app show --id 00000000-0000-0000-0000-000000000000', 3, 'does not exist'],
  [`ad sp create --id ${id}`, 1, 'is already in use'],
  [`ad app permission add --id ${id} --api x --api-permissions y`, 1, '--api-permissions must be specified'],
  ['keyvault certificate show --vault-name contoso-mail --name nobody', 3, 'CertificateNotFound'],
  ['keyvault set-policy --name contoso-mail --object-id x', 1, 'enable-rbac-authorization'],
  [
    'rest --method post --url https://graph.microsoft.com/v1.0/servicePrincipals/x/appRoleAssignments',
    1,
    'Unable to read JSON request payload',
  ],
] as const) {
  test(`az ${line}: ${code}`, async () => {
    const ended = await typed(line);
    assert.deepEqual([ended.code, ended.out], [code, '']);
    assert.ok(ended.err.startsWith('ERROR: ') && ended.err.includes(says), ended.err);
  });
}

test('ad app create takes the app of the same name, instead of making a second one', async () => {
  const { code, out } = await typed('ad app create --display-name SendAsApp');
  assert.deepEqual([code, JSON.parse(out).appId, contoso.entra.applications.length], [0, id, 1]);
});

test('what is added twice is there twice, and without --append nothing else stays', async () => {
  const { application } = contoso;
  const permission = `ad app permission add --id ${id} --api a --api-permissions 7146a1f0-8703-45b3-9eae-527a64c00995=Role`;
  await typed(permission);
  await typed(permission);
  assert.equal(application.requested?.length, 2);
  const reset = `ad app credential reset --id ${id} --keyvault contoso-mail --cert mail-app`;
  await typed(`${reset} --append`);
  assert.equal(application.certificates.length, 2);
  await typed(reset);
  assert.equal(application.certificates.length, 1);
});

test('a role on the vault counts in the vault', async () => {
  const scope = (await typed('keyvault show --name contoso-mail --query id --output tsv')).out.trim();
  const role = ['--role', 'Key Vault Secrets User', '--scope', scope];
  await az.run(['role', 'assignment', 'create', '--assignee-object-id', 'somebody', ...role]);
  assert.deepEqual(contoso.vault.callers.somebody, ['Key Vault Secrets User']);
});

test('output as a table, as lines, and of nothing', async () => {
  const show = `ad app show --id ${id}`;
  assert.equal((await typed(`${show} --query displayName -o tsv`)).out, 'SendAsApp\n');
  assert.equal((await typed(`${show} --query nothing`)).out, '');
  assert.equal((await typed(`${show} --query {name:displayName} -o table`)).out, 'Name\n----\nSendAsApp\n');
  assert.equal((await typed(`${show} -o none`)).out, '');
});

test('ad app delete takes the enterprise application along', async () => {
  await typed(`ad app delete --id ${id}`);
  assert.equal((await typed(`ad sp show --id ${id}`)).code, 3);
  assert.deepEqual(contoso.entra.applications, []);
});
