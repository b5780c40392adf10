import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { startAzurite } from '../../../local/azurite.ts';
import { makeAuthority } from '../../../local/certificates.ts';
import { runProgram } from '../../support/run-program.ts';
import { onContosoDesk } from './contoso-desk.ts';

const examples = path.resolve(import.meta.dirname, '../../../examples');

test('javascript/send-by-queue.mjs puts its message by the token of a managed identity, and it is sent', () =>
  onContosoDesk({}, async (desk) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'example-'));
    const authority = await makeAuthority();
    // As Azure's: tokens are taken over TLS only.
    const azurite = await startAzurite({ only: 'queue', tls: await authority.issueServerTls() });
    try {
      const trusted = path.join(folder, 'authority.pem');
      await writeFile(trusted, authority.cert);
      const [, endpoint = ''] = /QueueEndpoint=(.+?)(?:;|$)/i.exec(azurite.connectionString) ?? [];
      const env = {
        ...desk.identity.env,
        NODE_EXTRA_CA_CERTS: trusted,
        QUEUE_URL: `${endpoint}/mail-outbound`,
        CONNECTION: azurite.connectionString,
      };
      // Another process: this one does not trust that authority.
      const queue = (code: string) =>
        runProgram(process.execPath, ['--input-type=module', '--eval', code], { env });
      const client = `const { QueueClient } = await import(${JSON.stringify(import.meta.resolve('@azure/storage-queue'))});
        const queue = new QueueClient(process.env.CONNECTION, 'mail-outbound');`;
      const made = await queue(`${client} await queue.create();`);
      assert.equal(made.code, 0, made.err);
      const { code, err } = await runProgram(
        process.execPath,
        [path.join(examples, 'javascript/send-by-queue.mjs')],
        { env },
      );
      assert.equal(code, 0, err);
      const read = await queue(`${client}
        const { receivedMessageItems: [message] } = await queue.receiveMessages();
        console.log(JSON.stringify(message));`);
      const { messageText, expiresOn } = JSON.parse(read.out);
      assert.match(expiresOn, /^9999-/);
      await desk.enqueue(messageText);
      await desk.kept('invoice-4711', 'accepted');
    } finally {
      await azurite.stop();
      await rm(folder, { recursive: true, force: true });
    }
  }));
