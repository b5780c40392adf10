import assert from 'node:assert/strict';
import { existsSync, globSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { ensureCertificate } from '../../infra/hooks/certificate.ts';
import { readDeployed } from '../../infra/hooks/deployed.ts';
import { whatStays } from '../../infra/hooks/what-stays.ts';
import { type Contoso, makeContoso } from '../../local/contoso.ts';
import { type RunningAzureCli, startAzureCli } from '../support/azure-cli/start.ts';
import { runProgram } from '../support/run-program.ts';

const root = path.resolve(import.meta.dirname, '../..');
const never = () => assert.fail('waits');

let az: RunningAzureCli;
let contoso: Contoso;
let folder: string;

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'hooks-'));
  contoso = await makeContoso();
  az = await startAzureCli({ entra: contoso.entra, vault: contoso.vault, managedIdentity: contoso.identity });
});

after(async () => {
  await az.stop();
  await rm(folder, { recursive: true });
});

const versionsOf = (name: string) => contoso.vault.certificates[name]?.versions.length ?? 0;
const wanted = (name: string, isExportable = false) => ({ vault: 'contoso-mail', name, isExportable });

const outputs = (more: Record<string, string> = {}) => ({
  AZURE_RESOURCE_GROUP: 'rg-mail',
  AZURE_FUNCTION_APP_NAME: 'contoso-mail-func',
  AZURE_FUNCTION_APP_HOST: 'localhost:1',
  AZURE_KEY_VAULT_NAME: 'contoso-mail',
  MAIL_CERTIFICATE_SOURCE: 'vault-sign',
  MAIL_CERTIFICATE_NAME: 'mail-app',
  MAIL_VAULT_URL: 'https://contoso-mail.vault.azure.net/',
  MAIL_MAILBOXES: 'billing@contoso.com',
  ...more,
});

/** As azd runs it: a process, with the outputs in its environment. */
const runHook = (file: string, environment: Record<string, string>) =>
  runProgram(process.execPath, [path.join(root, 'infra/hooks', file)], {
    cwd: folder,
    env: { PATH: [az.folder, process.env.PATH].join(path.delimiter), ...environment },
  });

test('the hook run twice makes one certificate, whose key cannot be read, and says what remains', async () => {
  const environment = outputs({ MAIL_CERTIFICATE_NAME: 'new-one' });
  const first = await runHook('after-provision.ts', environment);
  assert.deepEqual([first.code, first.err], [0, '']);
  assert.match(first.out, /^The certificate new-one was made in contoso-mail: RSA, 12 months\.$/m);
  const second = await runHook('after-provision.ts', {
    ...environment,
    MAIL_CLIENT_ID: contoso.application.clientId,
    DEPLOY_ALERT_RECEIVERS: 'operations@contoso.com',
  });
  assert.match(second.out, /is in contoso-mail already, and was left as it is/);
  assert.equal(versionsOf('new-one'), 1);
  assert.equal(contoso.vault.certificates['new-one']?.exportable, false);
  for (const script of ['setup-entra.ps1', 'setup-exchange.ps1']) {
    assert.ok(first.out.includes(`./${script}`));
    assert.match(
      await readFile(path.join(folder, '.local/setup', script), 'utf8'),
      /new-one|billing@contoso\.com/,
    );
  }
  assert.match(first.out, /azd env set MAIL_CLIENT_ID[\s\S]*azd env set DEPLOY_ALERT_RECEIVERS/);
  assert.doesNotMatch(second.out, /azd env set/);
});

test('where Entra trusts the identity, there is no certificate', async () => {
  const calls = az.calls.length;
  const { code, out } = await runHook(
    'after-provision.ts',
    outputs({ MAIL_CERTIFICATE_SOURCE: 'federated' }),
  );
  assert.equal(code, 0);
  assert.match(out, /^No certificate/);
  assert.equal(az.calls.length, calls);
});

test('without the outputs it says which are missing', async () => {
  const { code, err } = await runHook('after-provision.ts', {});
  assert.equal(code, 1);
  assert.match(err, /^AZURE_RESOURCE_GROUP, AZURE_FUNCTION_APP_NAME, .*docs\/deploy\.md/);
  assert.ok(!readDeployed(outputs({ MAIL_CERTIFICATE_NAME: ' ' })).ok);
});

test('a key that the app reads itself may be read', async () => {
  assert.deepEqual(await ensureCertificate(az.run, wanted('readable', true), never), {
    ok: true,
    value: 'made',
  });
  assert.equal(contoso.vault.certificates.readable?.exportable, true);
});

/** What az says, and the beginning of what the hook says. */
const refusals: readonly [string, string, RegExp][] = [
  ['nobody signed in', "Please run 'az login' to setup account.", /^Nobody is signed in/],
  ['something else', '(BadParameter) No.', /^ERROR: \(BadParameter\) No\.$/],
];

for (const [what, said, expected] of refusals) {
  test(`${what}: no certificate is made, and the words of az are kept`, async () => {
    const refuses = async () => ({ code: 1, out: '', err: `ERROR: ${said}\n` });
    const ensured = await ensureCertificate(refuses, wanted('refused'), never);
    assert.ok(!ensured.ok);
    assert.match(ensured.error, expected);
    assert.ok(ensured.error.includes(said));
  });
}

test('a vault that is closed to this machine is no failure: the certificate may be there', async () => {
  const says =
    'ERROR: (Forbidden) Public network access is disabled and request is not from a trusted service.\nInner error: { "code": "ForbiddenByConnection" }';
  const closed = async () => ({ code: 1, out: '', err: says });
  assert.deepEqual(await ensureCertificate(closed, wanted('closed'), never), { ok: true, value: 'closed' });
});

test('a certificate that was deleted is to be recovered, not made anew', async () => {
  await ensureCertificate(az.run, wanted('gone'), never);
  const entry = contoso.vault.certificates.gone ?? assert.fail();
  entry.deleted = true;
  const ensured = await ensureCertificate(az.run, wanted('gone'), never);
  assert.ok(!ensured.ok);
  assert.match(ensured.error, /recover --vault-name contoso-mail --name gone/);
});

test('a role that counts late is waited for, and not for ever', async () => {
  const forbidden = {
    code: 1,
    out: '',
    err: 'ERROR: (Forbidden) Caller is not authorized … ForbiddenByRbac',
  };
  let asked = 0;
  const later = async (...given: Parameters<typeof az.run>) => {
    asked += 1;
    return asked < 4 ? forbidden : az.run(...given);
  };
  const waits: number[] = [];
  const wait = async (ms: number) => void waits.push(ms);
  assert.ok((await ensureCertificate(later, wanted('late'), wait)).ok);
  assert.deepEqual(waits, [15_000, 15_000, 15_000]);
  const refused = await ensureCertificate(async () => forbidden, wanted('never'), wait);
  assert.ok(!refused.ok);
  assert.match(refused.error, /Key Vault Certificates Officer/);
});

test('azd down says what stays, where it stays', async () => {
  const { code, out } = await runHook('before-down.ts', outputs());
  assert.equal(code, 0);
  assert.match(out, /key vault contoso-mail and its certificate stay, deleted, for 90 days/);
  assert.deepEqual(
    whatStays(outputs({ DEPLOY_EXISTING_VAULT_ID: '/x', DEPLOY_EXISTING_STORAGE_ID: '/y' })),
    [],
  );
});

test('azure.yaml: its hooks are files that there are, on both systems, and its service is the tag of the app', async () => {
  const yaml = await readFile(path.join(root, 'azure.yaml'), 'utf8');
  const files = [...yaml.matchAll(/run: node scripts\/node24\.mjs (infra\/hooks\/\S+)/g)].map(
    ([, file = '']) => file,
  );
  assert.equal(files.length, 6);
  for (const file of files) assert.ok(existsSync(path.join(root, file)), file);
  assert.match(yaml, /^services:\n(?: *#.*\n)* {2}mail:$/m);
  // One that excludes node_modules would make azd refuse `remoteBuild: false`.
  assert.deepEqual(globSync('.funcignore', { cwd: root }), []);
});
