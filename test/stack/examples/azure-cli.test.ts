import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { globSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { type RunningAzureCli, startAzureCli } from '../../support/azure-cli/start.ts';
import type { Desk } from '../../support/desk.ts';
import { reasonToSkip, runProgram } from '../../support/run-program.ts';
import { gridEvent, metricAlert } from '../../unit/alerts/given.ts';
import { onContosoDesk } from './contoso-desk.ts';

const examples = path.resolve(import.meta.dirname, '../../../examples');
const skip = await reasonToSkip('bash');

/** Runs a script of the examples, whose az works on the desk's own stack. */
async function onAzure(
  { contoso, azurite, host }: Desk,
  work: (az: RunningAzureCli, run: (file: string, ...args: string[]) => Promise<void>) => Promise<void>,
): Promise<void> {
  const az = await startAzureCli({
    entra: contoso.entra,
    vault: contoso.vault,
    storage: azurite.connectionString,
    resources: { functionApp: { name: 'contoso-mail-func', settings: {}, key: host.key } },
  });
  try {
    await work(az, async (file, ...args) => {
      const env = { ...process.env, PATH: `${az.folder}${path.delimiter}${process.env.PATH}` };
      const { code, err } = await runProgram('bash', [path.join(examples, file), ...args], { env });
      assert.equal(code, 0, err);
    });
  } finally {
    await az.stop();
  }
}

test('az puts a message into the queue, for ever, and it is sent', { skip }, () =>
  onContosoDesk({}, (desk) =>
    onAzure(desk, async (az, run) => {
      await run('azure-cli/send-by-queue.sh');
      await desk.kept('invoice-4711', 'accepted');
      assert.ok(az.calls.flat().includes('--time-to-live'));
    }),
  ),
);

test('the role of a producer is that of a sender, on the one queue', { skip }, () =>
  onContosoDesk({}, (desk) =>
    onAzure(desk, async ({ resources }, run) => {
      const principalId = randomUUID();
      await run('azure-cli/grant-sender.sh', principalId);
      const [made] = resources.roleAssignments;
      assert.equal(made?.role, 'Storage Queue Data Message Sender');
      assert.equal(made?.principalId, principalId);
      assert.match(
        made?.scope ?? '',
        /\/storageAccounts\/contosomail\/queueServices\/default\/queues\/mail-outbound$/,
      );
    }),
  ),
);

/** What Event Grid asks before it sends events to an address. */
const question = {
  ...gridEvent,
  eventType: 'Microsoft.EventGrid.SubscriptionValidationEvent',
  data: { validationCode: '512d38b6-c7b8-40c8-89fe-f46f9e9622b6' },
};

const scripts = [
  { file: 'azure-monitor/action-group.sh', sends: [metricAlert('Fired')], about: /^Subject: .+/m },
  { file: 'event-grid/subscribe.sh', sends: [[question], [gridEvent]], about: /^Subject: .+/m },
];

for (const { file, sends, about } of scripts) {
  test(`${file}: what Azure sends to that address is accepted, and becomes mail`, { skip }, () =>
    onContosoDesk({ MAIL_ALERT_TO: 'ops@fabrikam.com' }, (desk) =>
      onAzure(desk, async ({ resources }, run) => {
        await run(file);
        const { pathname, search, origin } = new URL(resources.webhooks[0]?.uri ?? '');
        assert.equal(origin, 'https://contoso-mail-func.azurewebsites.net');
        for (const body of sends) {
          const answer = await fetch(`${desk.host.url}${pathname}${search}`, {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify(body),
          });
          const text = await answer.text();
          assert.ok(answer.ok, text);
          const said = JSON.parse(text);
          if (said.messages) await desk.kept(said.messages[0].id, 'accepted');
          else assert.equal(said.validationResponse, question.data.validationCode);
        }
        const [message] = desk.exchange.messages;
        assert.deepEqual(message?.envelope.to, ['ops@fabrikam.com']);
        assert.match(String(message?.raw), about);
      }),
    ),
  );
}

test('every script of the examples is one by the grammar of bash', { skip }, async () => {
  const files = globSync('**/*.sh', { cwd: examples });
  assert.ok(files.length >= 5);
  for (const file of files) {
    const { code, err } = await runProgram('bash', ['-n', path.join(examples, file)]);
    assert.equal(code, 0, err);
  }
});
