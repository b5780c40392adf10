import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type DequeuedMessageItem, QueueClient } from '@azure/storage-queue';
import swagger from '../../../docs/swagger.json' with { type: 'json' };
import overHttp from '../../../examples/logic-apps/consumption-http/workflow.json' with { type: 'json' };
import byConnector from '../../../examples/logic-apps/consumption-queue/workflow.json' with { type: 'json' };
import fromResults from '../../../examples/logic-apps/results/workflow.json' with { type: 'json' };
import connections from '../../../examples/logic-apps/standard-queue/connections.json' with { type: 'json' };
import builtIn from '../../../examples/logic-apps/standard-queue/workflow.json' with { type: 'json' };
import flow from '../../../examples/power-automate/flow.json' with { type: 'json' };
import { type Desk, until } from '../../support/desk.ts';
import { type Action, callAndFollow, type Engine, runWorkflow } from '../../support/logic-apps/engine.ts';
import { onContosoDesk } from './contoso-desk.ts';

const runName = '08585287571846573488078100997CU18';
const triggerBody = {
  to: 'ada@fabrikam.com;bob@fabrikam.com',
  name: 'Ada',
  number: '4711',
  text: '4711: EUR 100',
  pdf: { '$content-type': 'application/pdf', $content: Buffer.from('%PDF-1.7').toString('base64') },
};

const notFound =
  '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient gone@fabrikam.com not found by SMTP address lookup';

const play = (actions: object, engine: Partial<Engine>) =>
  runWorkflow(actions as Record<string, Action>, { runName, triggerBody, act: {}, ...engine });

const sentBy = ({ exchange }: Desk) => exchange.messages.map(({ raw }) => String(raw));

test('Consumption: the queue connector puts the message as it is, and it is sent', async () => {
  await onContosoDesk({}, async (desk) => {
    const ended = await play(byConnector.definition.actions, {
      parameters: { $connections: byConnector.parameters.$connections.value },
      act: {
        async ApiConnection({ method, path, body }) {
          assert.deepEqual(
            [method, path],
            ['post', '/v2/storageAccounts/contosomail/queues/mail-outbound/messages'],
          );
          assert.equal(typeof body, 'string');
          await desk.queue.sendMessage(body);
          return { statusCode: 201 };
        },
      },
    });
    assert.equal(ended['Put_a_message_on_a_queue_(V2)']?.status, 'Succeeded');
    await desk.kept(runName, 'accepted');
    assert.match(sentBy(desk)[0] ?? '', /^Subject: Your invoice 4711\r$/m);
    assert.match(sentBy(desk)[0] ?? '', /filename=invoice-4711\.pdf/);
  });
});

test('Standard: the built-in queue action puts the message as it is, and it is sent', async () => {
  await onContosoDesk({}, async (desk) => {
    await play(builtIn.definition.actions, {
      act: {
        async ServiceProvider({ parameters, serviceProviderConfiguration }) {
          const { connectionName, operationId, serviceProviderId } = serviceProviderConfiguration;
          const connection = connections.serviceProviderConnections[connectionName as 'azurequeues'];
          assert.equal(connection.serviceProvider.id, serviceProviderId);
          assert.deepEqual([operationId, parameters.queueName], ['putMessage', desk.queue.name]);
          await desk.queue.sendMessage(parameters.message);
          return {};
        },
      },
    });
    await desk.kept(runName, 'accepted');
    assert.match(sentBy(desk)[0] ?? '', /^To: ada@fabrikam\.com, bob@fabrikam\.com\r$/m);
  });
});

/** What App Service adds to a request whose token it has checked. */
const principal = Buffer.from(JSON.stringify({ auth_typ: 'aad', claims: [] })).toString('base64');

const easyAuth = { MAIL_HTTP_AUTH: 'easyauth', WEBSITE_AUTH_ENABLED: 'true' };

/** The HTTP action, against the app that plays behind App Service authentication. */
const httpAction = ({ host }: Desk): Engine['act'] => ({
  Http({ method, uri, headers, body, authentication }) {
    assert.equal(authentication.type, 'ManagedServiceIdentity');
    const here = new URL(new URL(uri).pathname, host.url).href;
    return callAndFollow(here, {
      method,
      headers: { ...headers, 'x-ms-client-principal': principal },
      body: JSON.stringify(body),
    });
  },
});

test('HTTP: the action waits until the message is accepted; run again, it is not sent again', async () => {
  await onContosoDesk(easyAuth, async (desk) => {
    for (const _ of ['first', 'second']) {
      const ended = await play(overHttp.definition.actions, { act: httpAction(desk) });
      assert.equal(ended.Send_the_mail?.outputs.statusCode, 200);
      assert.match(String(ended.What_Exchange_Online_said?.outputs.body), /^250 2\.0\.0 OK/);
      assert.equal(ended.What_is_wrong?.status, 'Skipped');
    }
    assert.equal(sentBy(desk).length, 1);
  });
});

test('HTTP: where every recipient is refused, the action fails and the next one has the reason', async () => {
  await onContosoDesk(easyAuth, async (desk) => {
    const to = 'gone@fabrikam.com';
    desk.contoso.exchange.recipientsRefused = {
      [to]: notFound,
    };
    const ended = await play(overHttp.definition.actions, {
      triggerBody: { ...triggerBody, to },
      act: httpAction(desk),
    });
    assert.equal(ended.Send_the_mail?.outputs.statusCode, 422);
    assert.equal(ended.What_Exchange_Online_said?.status, 'Skipped');
    assert.match(String(ended.What_is_wrong?.outputs.body), /address|recipient/i);
  });
});

test('results: a workflow reads what became of a message, and deletes the event', async () => {
  await onContosoDesk({ MAIL_RESULTS_QUEUE: 'mail-results' }, async (desk) => {
    const results = new QueueClient(desk.azurite.connectionString, 'mail-results');
    await results.createIfNotExists();
    desk.contoso.exchange.recipientsRefused = { 'gone@fabrikam.com': notFound };
    const message = { to: 'gone@fabrikam.com', subject: '', text: '', metadata: { order: '4711' } };
    await desk.enqueue({ id: 'order-4711', ...message });
    const event = await until('a result', desk.host, async () => {
      const { receivedMessageItems } = await results.receiveMessages();
      return receivedMessageItems[0];
    });
    const { trigger, ended } = await playResult(event, results);
    assert.deepEqual(
      [trigger.method, trigger.path],
      ['get', '/v2/storageAccounts/contosomail/queues/mail-results/message_trigger'],
    );
    assert.deepEqual(ended.For_the_order?.outputs.body, {
      order: '4711',
      mail: 'buried',
      because: 'recipient-not-found',
    });
    assert.equal(ended['Delete_message_(V2)']?.status, 'Succeeded');
    assert.equal((await results.getProperties()).approximateMessagesCount, 0);
  });
});

/** A run that an event of the queue starts. */
async function playResult({ messageId, popReceipt, messageText }: DequeuedMessageItem, results: QueueClient) {
  const { triggers, actions } = fromResults.definition;
  const parameters = { $connections: fromResults.parameters.$connections.value };
  const { inputs } = triggers['When_there_are_messages_in_a_queue_(V2)'];
  const { Trigger } = await play({ Trigger: { type: 'Compose', inputs, runAfter: {} } }, { parameters });
  const ended = await play(actions, {
    parameters,
    triggerBody: { MessageId: messageId, PopReceipt: popReceipt, MessageText: messageText },
    act: {
      async ApiConnection({ method, path, queries }) {
        assert.equal(method, 'delete');
        assert.ok(path.endsWith(`/queues/mail-results/messages/${messageId}`), path);
        await results.deleteMessage(messageId, queries.popreceipt);
        return { statusCode: 200 };
      },
    },
  });
  return { trigger: Trigger?.outputs.body as { method: string; path: string }, ended };
}

test('Power Automate: the action of the custom connector is what docs/swagger.json says', async () => {
  await onContosoDesk({}, async (desk) => {
    const ended = await play(flow.actions, {
      parameters: { $authentication: {} },
      act: {
        OpenApiConnection({ host, parameters }) {
          const { path, method, headers, body } = requestOf(host.operationId, parameters);
          return callAndFollow(`${desk.host.url}${swagger.basePath}${path}`, {
            method,
            headers: { ...headers, 'x-functions-key': desk.host.key },
            body: JSON.stringify(body),
          });
        },
      },
    });
    assert.equal(ended.Send_a_message?.outputs.statusCode, 200, JSON.stringify(ended));
    assert.match(sentBy(desk)[0] ?? '', /filename=invoice-4711\.pdf/);
  });
});

/** The request that a connector makes of an action's parameters; an unknown one is an error in the example. */
function requestOf(operationId: string, parameters: Readonly<Record<string, unknown>>) {
  const found = Object.entries(swagger.paths)
    .flatMap(([path, methods]) => Object.entries(methods).map(([method, one]) => ({ path, method, ...one })))
    .find((operation) => operation.operationId === operationId);
  assert.ok(found, operationId);
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  const body: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(parameters)) {
    const [place, field = ''] = name.split('/');
    if (place === 'body') {
      assert.ok(Object.hasOwn(swagger.definitions.Message.properties, field), name);
      body[field] = value;
    } else {
      assert.ok(
        found.parameters.some(
          (one: { name: string; in: string }) => one.name === name && one.in === 'header',
        ),
        name,
      );
      headers[name] = String(value);
    }
  }
  for (const field of swagger.definitions.Message.required) assert.ok(field in body, field);
  return { path: found.path, method: found.method.toUpperCase(), headers, body };
}
