import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { BlobServiceClient } from '@azure/storage-blob';
import { type Azurite, startAzurite } from '../../../local/azurite.ts';
import { eventually, hostOf, seen } from './app-host.ts';

let azurite: Azurite;
before(async () => {
  azurite = await startAzurite();
});
after(() => azurite.stop());

test('timer functions run in one process at a time', async (t) => {
  const env = { AzureWebJobsStorage: azurite.connectionString, EVERY_SECOND: '* * * * * *' };
  const short = ['--lock-recovery-seconds', '0.3'];
  const first = await hostOf(t, 'timer', env, short);
  const runs = (host: typeof first) =>
    seen(host).filter(({ functionName }) => functionName === 'everySecond');
  await eventually('run at start', () => runs(first).length > 0);
  const second = await hostOf(t, 'timer', env, short);
  await eventually('runs by schedule', () => runs(first).length >= 4);
  assert.equal(seen(second).length, 0);
  assert.deepEqual(runs(first)[0]?.timer, {
    schedule: { adjustForDST: true },
    scheduleStatus: null,
    isPastDue: false,
  });
  // The scheduled runs come with the full second, one a second.
  const seconds = runs(first)
    .slice(1)
    .map(({ at }) => at);
  for (const at of seconds) assert.ok(at % 1000 < 500, `${at % 1000} ms after the second`);
  assert.equal(new Set(seconds.map((at) => Math.floor(at / 1000))).size, seconds.length);

  await first.stop();
  assert.equal(await first.exited, 0);
  await eventually('the second took over', () => runs(second).length > 0);
  assert.equal(seen(second).filter(({ functionName }) => functionName === 'yearly').length, 0);
  assert.deepEqual(
    first.inError.map(({ name, error }) => `${name}: ${error}`),
    [
      "unset: '%NOT_SET%' does not resolve to a value.",
      "nonsense: The schedule expression 'every day' was not recognized as a valid cron expression or timespan string.",
    ],
  );
});

test('a timer makes up for a run it missed and notes the next', async (t) => {
  const container = BlobServiceClient.fromConnectionString(azurite.connectionString).getContainerClient(
    'azure-webjobs-hosts',
  );
  await container.createIfNotExists();
  const blob = container.getBlockBlobClient('timers/tests/Host.Functions.yearly/status');
  const missed = '2025-01-01T00:00:00.000+00:00';
  const saved = JSON.stringify({ Last: '2024-05-05T00:00:00+00:00', Next: missed, LastUpdated: missed });
  await blob.upload(saved, saved.length);
  const env = {
    AzureWebJobsStorage: azurite.connectionString,
    AzureFunctionsWebHost__hostid: 'tests',
    EVERY_SECOND: '1.00:00:00',
  };
  const host = await hostOf(t, 'timer', env);
  const run = await eventually('run', () => seen(host).find(({ functionName }) => functionName === 'yearly'));
  assert.equal(run.timer?.isPastDue, true);
  assert.equal(run.timer?.scheduleStatus?.next, missed);
  await host.stop();
  const { Next } = JSON.parse(String(await blob.downloadToBuffer()));
  assert.match(Next, /-01-01T00:00:00\.000\+00:00$/);
  assert.ok(new Date(Next) > new Date());
});
