import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BlobServiceClient } from '@azure/storage-blob';
import { makeContoso } from '../../../local/contoso.ts';
import { mailboxKey } from '../../../shared/mail/mailbox-key.ts';
import { type Desk, onDesk, until } from '../../support/desk.ts';

const DAY_MS = 24 * 3_600_000;

/** Ends the app, lets its timer have missed a day, and starts it again: the host makes up for that run. */
async function watchAgain(desk: Desk): Promise<void> {
  const container = BlobServiceClient.fromConnectionString(desk.azurite.connectionString).getContainerClient(
    'azure-webjobs-hosts',
  );
  await container.createIfNotExists();
  const status = await until('the state of the timer', desk.host, async () => {
    for await (const { name } of container.listBlobsFlat({ prefix: 'timers/' }))
      if (name.endsWith('.watch/status')) return container.getBlockBlobClient(name);
    return undefined;
  });
  await desk.host.stop();
  const { Next } = JSON.parse(String(await status.downloadToBuffer()));
  const [before, missed] = [3, 2].map((days) => new Date(Date.parse(Next) - days * DAY_MS).toISOString());
  const text = JSON.stringify({ Last: before, Next: missed, LastUpdated: before });
  await status.upload(text, text.length);
  await desk.restart();
}

const lineOf = (desk: Desk, event: string) =>
  until(event, desk.host, () => desk.host.output().match(new RegExp(`\\{"event":"${event}".*\\}`))?.[0]);

test('the daily watch says what has changed since the last one, and nothing is sent', async () => {
  const contoso = await makeContoso();
  await onDesk({ contoso }, async (desk) => {
    const key = mailboxKey(contoso.mailbox.address);
    await watchAgain(desk);
    const { ok, fails, daysLeft } = JSON.parse(await lineOf(desk, 'watch.ran'));
    assert.deepEqual([ok, fails], [true, 0]);
    assert.ok(daysLeft > 0, daysLeft);
    contoso.exchange.servicePrincipals = [];
    await watchAgain(desk);
    const line = await lineOf(desk, 'watch.changed');
    const [{ fix, command, ...login }, ...others] = JSON.parse(line).changes;
    assert.deepEqual(login, {
      check: 'login',
      mailbox: key,
      from: 'pass',
      to: 'fail',
      failure: 'login-refused',
    });
    assert.ok(fix && command);
    assert.deepEqual(others, []);
    assert.ok(!line.includes(contoso.mailbox.address));
    assert.deepEqual(desk.exchange.messages, []);
  });
});
