import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { TableClient } from '@azure/data-tables';
import { QueueClient } from '@azure/storage-queue';
import { startAzurite } from '../../../local/azurite.ts';
import { makeContoso } from '../../../local/contoso.ts';
import { MAILBOX_TABLE } from '../../../shared/azure/storage.ts';
import { openTable } from '../../../shared/azure/table.ts';
import { pack } from '../../../shared/mail/content.ts';
import { mailboxKey } from '../../../shared/mail/mailbox-key.ts';
import { finishedKey, messageKey } from '../../../shared/mailbox/keys.ts';
import { toValues } from '../../../shared/mailbox/message-record.ts';
import { startAzureCli } from '../../support/azure-cli/start.ts';
import { message } from '../../unit/mailbox/given.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const page = readFileSync(path.join(root, 'docs/operations.md'), 'utf8');

/** The commands of a section, as they stand there, each block by itself. */
function blocksOf(heading: string): string[] {
  const [, section = ''] = page.split(`\n## ${heading}\n`);
  const [own = ''] = section.split('\n## ');
  return [...own.matchAll(/^ *```sh\n([\s\S]*?)^ *```$/gm)].map(([, block = '']) => block);
}

test('what a person does at the desk, typed as operations.md has it', {
  skip: process.platform === 'win32',
}, async () => {
  const azurite = await startAzurite();
  const folder = await mkdtemp(path.join(tmpdir(), 'operations-'));
  const contoso = await makeContoso();
  const az = await startAzureCli({ entra: contoso.entra, vault: contoso.vault });
  try {
    const address = 'billing@contoso.com';
    const partition = openTable(
      TableClient.fromConnectionString(azurite.connectionString, MAILBOX_TABLE, {
        allowInsecureConnection: true,
      }),
    )(mailboxKey(address));
    // Whom the page's own example looks for is a recipient of the first alone.
    for (const [id, to] of [
      ['invoice-4711', 'ada@fabrikam.example'],
      ['invoice-4712', 'bob@fabrikam.example'],
    ] as const) {
      const record = message({ id, state: 'buried', from: address, finishedAt: 1, due: 0 });
      const values = toValues(record, pack({ from: address, to: [to], subject: 'Invoice', text: 'x' }));
      const written = await partition.commit([
        { kind: 'create', rowKey: messageKey(id), values },
        { kind: 'create', rowKey: finishedKey('buried', 1, id), values: {} },
      ]);
      assert.ok(written.ok);
    }
    await new QueueClient(azurite.connectionString, 'mail-outbound-turns').create();
    az.resources.functionApp.key = 'host-key';
    const ofTheApp = {
      MAIL_STORAGE: azurite.connectionString,
      MAIL_QUEUE: 'mail-outbound',
      MAIL_MAILBOXES: address,
    };
    Object.assign(az.resources.functionApp.settings, {
      ...ofTheApp,
      MAIL_CERTIFICATE_PASSWORD: 'secret',
      OTEL_EXPORTER_OTLP_HEADERS: 'key=secret',
    });
    for (const name of ['package.json', 'scripts', 'shared', 'node_modules'])
      await symlink(path.join(root, name), path.join(folder, name));
    const env = { ...process.env, PATH: `${az.folder}${path.delimiter}${process.env.PATH}` };
    const type = async (script: string) =>
      (await promisify(execFile)('sh', ['-euc', script], { cwd: folder, env })).stdout;

    const [statusPage = '', roles = '', settings = ''] = blocksOf('At your desk');
    assert.match(
      await type(statusPage),
      /^https:\/\/contoso-mail-func\.azurewebsites\.net\/api\/status\?code=host-key$/m,
    );
    await type(roles);
    assert.deepEqual(
      az.resources.roleAssignments.map(({ role }) => role),
      [
        'Storage Table Data Contributor',
        'Storage Queue Data Message Sender',
        'Storage Blob Data Contributor',
      ],
    );
    assert.match(await type(settings), /billing@contoso\.com/);
    const written = path.join(folder, '.local/production.json');
    assert.deepEqual(JSON.parse(readFileSync(written, 'utf8')), {
      Values: { ...ofTheApp, MAIL_IDENTITY_SOURCE: 'azure-cli' },
    });
    assert.equal(statSync(written).mode & 0o777, 0o600);

    const [search = ''] = blocksOf('What is kept, and for how long');
    assert.equal(await type(search), `${mailboxKey(address)}.invoice-4711\n`);

    const [kept = ''] = blocksOf('Sending again what was kept');
    const lines = kept.trim().split('\n');
    await type(
      lines.map((line) => `${line.replace(/ +#.*/, '')} --settings .local/production.json`).join('\n'),
    );
    const row = await partition.read(messageKey('invoice-4711'));
    assert.ok(row.ok && row.value?.values.state === 'waiting');
  } finally {
    await az.stop();
    await azurite.stop();
    await rm(folder, { recursive: true, force: true });
  }
});
