import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { type Azurite, startAzurite } from '../../../local/azurite.ts';
import { CERTIFICATE_NAME, makeContoso } from '../../../local/contoso.ts';
import { catalogue } from '../../../shared/failures/catalogue.ts';
import { fillCommand, isPowerShell } from '../../../shared/failures/placeholders.ts';
import { type RunningAzureCli, startAzureCli } from '../../support/azure-cli/start.ts';
import { identityOf, stories } from './azure-stories.ts';

const QUEUE = 'mail-outbound';
let azurite: Azurite;
let folder: string;

before(async () => {
  azurite = await startAzurite({});
  folder = await mkdtemp(path.join(tmpdir(), 'az-commands-'));
});

after(async () => {
  await azurite.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Runs commands as they stand, in a shell that stops at the first one that fails. */
function runInShell(
  az: RunningAzureCli,
  script: string,
): Promise<{ code: unknown; out: string; err: string }> {
  const env = { ...process.env, PATH: `${az.folder}${path.delimiter}${process.env.PATH}` };
  return new Promise((resolve) =>
    execFile('sh', ['-euc', script], { cwd: folder, env }, (error, out, err) =>
      resolve({ code: error?.code ?? 0, out, err }),
    ),
  );
}

/** What is neither PowerShell nor az, and so is tried elsewhere or by hand. */
const otherTools = /^(?:npm run |union App|winget |w32tm )/;

const commands = new Set(
  catalogue
    .flatMap(({ fix }) => fix.flatMap(({ command }) => command ?? []))
    .filter((command) => !isPowerShell(command) && !otherTools.test(command)),
);

test('every command of az in the catalogue has one story, and every story a command', () => {
  for (const command of commands) {
    assert.equal(stories.filter((story) => story.command.test(command)).length, 1, command);
  }
  for (const story of stories) {
    assert.ok(
      [...commands].some((command) => story.command.test(command)),
      String(story.command),
    );
  }
});

for (const command of commands) {
  test(command.replace(/\n[\s\S]*/, ' …'), async () => {
    const story = stories.find((one) => one.command.test(command));
    assert.ok(story);
    const contoso = await makeContoso();
    const identityClientId = contoso.identity.identities[0]?.clientId;
    await story.breaks?.(contoso);
    const az = await startAzureCli({
      entra: contoso.entra,
      vault: contoso.vault,
      managedIdentity: contoso.identity,
      storage: azurite.connectionString,
    });
    try {
      const { clientId, objectId } = contoso.application;
      const { code, out, err } = await runInShell(
        az,
        fillCommand(command, {
          tenantId: contoso.entra.tenantId,
          clientId,
          objectId,
          vault: 'contoso-mail',
          certificate: CERTIFICATE_NAME,
          identityId: identityOf(contoso),
          identityClientId,
          functionApp: az.resources.functionApp.name,
          resourceGroup: az.resources.resourceGroup,
          storageAccount: az.resources.storageAccount,
          queue: QUEUE,
        }),
      );
      assert.deepEqual({ code, err }, { code: 0, err: '' });
      story.mended({ contoso, az, out });
    } finally {
      await az.stop();
    }
  });
}

/** Blocks of the guide that need more than az: a tool that is not here, or the app itself. */
const notRun: readonly [RegExp, string][] = [
  [/func start/, 'needs Azure Functions Core Tools and a real tenant'],
  [/UseDevelopmentStorage/, 'needs the storage emulator on its fixed port'],
  [/config-zip|az functionapp function list/, 'deploys to Azure'],
];

test('the guide, typed from its beginning to its end', async () => {
  const guide = readFileSync(path.resolve(import.meta.dirname, '../../../docs/guide.md'), 'utf8');
  const blocks = [...guide.matchAll(/^ *```sh\n([\s\S]*?)^ *```$/gm)]
    .map(([, block = '']) => block)
    .filter((block) => /\baz /.test(block) && !notRun.some(([pattern]) => pattern.test(block)));
  assert.ok(blocks.length > 5);
  const contoso = await makeContoso();
  // A tenant with nothing in it but a managed identity for the variant without a certificate.
  contoso.entra.applications = [];
  contoso.vault.certificates = {};
  contoso.vault.callers = {};
  contoso.identity.identities = [
    { clientId: '9d1f4b7a-3c52-4e80-8a69-f0b2d4c6e813', objectId: 'b7e3a1d5-6f28-4c94-9e07-83d1f5a2c6b0' },
  ];
  const az = await startAzureCli({
    entra: contoso.entra,
    vault: contoso.vault,
    managedIdentity: contoso.identity,
    storage: azurite.connectionString,
  });
  try {
    const { code, err } = await runInShell(az, blocks.join('\n'));
    assert.deepEqual({ code, err }, { code: 0, err: '' });
    const [app, ...more] = contoso.entra.applications;
    const [certificate] = Object.values(contoso.vault.certificates);
    assert.deepEqual(more, []);
    assert.deepEqual(app?.roles, ['SMTP.SendAsApp']);
    assert.equal(app?.requested?.length, 1);
    assert.equal(certificate?.exportable, false);
    // The last of its sections makes a second version, and lets go of the first.
    assert.deepEqual(
      certificate?.versions.map(({ enabled }) => enabled),
      [false, true],
    );
    assert.deepEqual(app?.certificates, [certificate?.versions[1]?.certificate.cert]);
    const identity = contoso.identity.identities.find(({ systemAssigned }) => systemAssigned)?.objectId ?? '';
    assert.deepEqual(contoso.vault.callers[identity], ['Key Vault Crypto User', 'Key Vault Reader']);
    assert.equal(az.resources.functionApp.settings.MAIL_QUEUE, QUEUE);
    assert.equal(app?.federatedCredentials?.[0]?.subject, 'b7e3a1d5-6f28-4c94-9e07-83d1f5a2c6b0');
  } finally {
    await az.stop();
  }
});
