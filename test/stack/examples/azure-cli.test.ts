import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { globSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { type RunningAzureCli, startAzureCli } from '../../support/azure-cli/start.ts';
import type { Desk } from '../../support/desk.ts';
import { reasonToSkip, runProgram } from '../../support/run-program.ts';
import { onContosoDesk } from './contoso-desk.ts';

const examples = path.resolve(import.meta.dirname, '../../../examples');
const skip = await reasonToSkip('bash', '--version');

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

/** A metric alert as an action group sends it (common alert schema), shortened. */
const alert = {
  schemaId: 'azureMonitorCommonAlertSchema',
  data: {
    essentials: {
      alertId: '/subscriptions/5b1c7d2e/providers/Microsoft.AlertsManagement/alerts/4711',
      alertRule: 'CPU above 90 %',
      severity: 'Sev3',
      signalType: 'Metric',
      monitorCondition: 'Fired',
      monitoringService: 'Platform',
      alertTargetIDs: [
        '/subscriptions/5b1c7d2e/resourcegroups/rg-mail/providers/microsoft.compute/virtualmachines/vm-1',
      ],
      originAlertId: '4711',
      firedDateTime: '2026-11-25T08:00:00.000Z',
      essentialsVersion: '1.0',
      alertContextVersion: '1.0',
    },
    alertContext: {},
  },
};

/** An event as a subscription sends it, and its question whether events are wanted. */
const event = {
  id: '4711',
  eventType: 'Microsoft.KeyVault.CertificateNearExpiry',
  subject: 'mail-app',
  eventTime: '2026-11-25T08:00:00.000Z',
  data: {},
  dataVersion: '1',
};
const question = {
  ...event,
  eventType: 'Microsoft.EventGrid.SubscriptionValidationEvent',
  data: { validationCode: '512d38b6' },
};

const scripts = [
  { file: 'azure-monitor/action-group.sh', sends: [alert], about: /CPU above 90 %/ },
  { file: 'event-grid/subscribe.sh', sends: [[question], [event]], about: /CertificateNearExpiry/ },
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
          assert.ok(answer.ok, await answer.text());
          const said = (await answer.json()) as { validationResponse?: string; messages?: { id: string }[] };
          if (said.messages) await desk.kept(said.messages[0]?.id ?? '', 'accepted');
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
