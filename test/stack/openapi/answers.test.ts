import assert from 'node:assert/strict';
import { test } from 'node:test';
import { operations } from '../../../shared/openapi/operations.ts';
import { onDesk, until } from '../../support/desk.ts';
import { openApiPaths } from '../../support/openapi.ts';
import { hello } from '../http/ask.ts';
import { answersOf } from './answers.ts';

/** `<operationId> <status>` of what was answered and fitted. */
const seen = new Set<string>();

test('messages, holds and the overview answer what the documents say', async () => {
  const env = { MAIL_ALERT_TO: 'ops@fabrikam.example' };
  await onDesk({ env }, async (desk) => {
    const { ask } = answersOf(desk, seen);
    assert.deepEqual(
      new Set(desk.host.functions.flatMap(({ name, route }) => (route ? [name] : []))),
      new Set(operations.map((operation) => operation.function)),
    );
    desk.contoso.exchange.recipientsRefused = {
      'gone@fabrikam.example': '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found',
    };
    const post = (status: number, more: object = {}) =>
      ask('POST', '/messages', status, { body: hello(more) });
    const statusOf = ({ status }: { status: string }) => status.slice(`${desk.host.url}/api`.length);

    const good = await post(202, { id: 'good', to: ['ada@fabrikam.example', 'gone@fabrikam.example'] });
    await post(409, { id: 'good' });
    await post(400, { too: 'ada@fabrikam.example', from: 1 });
    await post(422, { from: 'eve@elsewhere.example' });
    await ask('POST', '/messages', 415, { body: 'x', type: 'text/plain' });
    const later = await post(202, { id: 'later', sendAt: '2099-01-01T00:00:00Z' });
    await ask('GET', statusOf(later), 202);
    const bad = await post(202, { id: 'bad', to: 'gone@fabrikam.example' });
    await desk.kept('good', 'accepted');
    await desk.kept('bad', 'buried');
    await ask('GET', statusOf(good), 200);
    await ask('GET', statusOf(bad), 422);
    await ask('GET', '/messages/good?token=wrong', 404);

    await ask('DELETE', '/messages/later', 200);
    await ask('DELETE', '/messages/later', 409);
    await ask('DELETE', '/messages/nobody', 404);
    await ask('GET', statusOf(later), 410);
    await ask('POST', '/messages/later/resend', 202);
    await ask('POST', '/messages/good/resend', 409);
    await ask('POST', '/messages/nobody/resend', 404);
    const { messages } = await ask('GET', '/messages?state=accepted,buried', 200);
    assert.ok(messages.length >= 2);
    await ask('GET', '/messages?state=lost', 400);

    const { id } = await ask('POST', '/holds', 201, { body: { scope: 'app', why: 'a test' } });
    await post(202, { id: 'held' }).then((held) => ask('GET', statusOf(held), 202));
    await ask('POST', '/send', 409, { body: {} });
    await ask('GET', '/holds', 200);
    await ask('GET', '/status?id=bad', 200);
    await ask('GET', '/status?id=bad', 200, { headers: { accept: 'text/html' } });
    await ask('GET', '/status?id=held', 200);
    await ask('POST', `/holds/${id}/probe`, 409);
    await ask('POST', `/holds/${id}/release`, 200);
    await ask('POST', `/holds/${id}/release`, 404);
    await ask('POST', `/holds/${id}/probe`, 404);
    await ask('POST', '/holds', 400, { body: { scope: 'everything' } });
    await ask('POST', '/holds', 415, { body: 'x', type: 'text/plain' });
    await ask('POST', '/holds', 413, { body: { why: 'x'.repeat(70_000) } });
    const form = { type: 'application/x-www-form-urlencoded' };
    await ask('POST', '/status', 303, { ...form, body: 'do=first' });
    await ask('POST', '/status', 400, { ...form, body: 'do=nothing' });

    await ask('POST', '/send', 200, { body: {} });
    await ask('POST', '/send', 400, { body: { too: 1 } });
    await ask('POST', '/send', 403, { body: { to: 'ada@fabrikam.example' } });
    await ask('POST', '/send', 415, { body: 'x', type: 'text/plain' });
    desk.contoso.exchange.recipientsRefused = {
      [desk.contoso.mailbox.address]: '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found',
    };
    await ask('POST', '/send', 422, { body: {} });
  });
});

test('set-up, alerts and health answer what the documents say', async () => {
  const env = { MAIL_ALERT_TO: 'ops@fabrikam.example' };
  await onDesk({ env }, async (desk) => {
    const { ask } = answersOf(desk, seen);
    await ask('GET', '/validate', 200);
    await ask('GET', '/validate?probe=login', 200, { headers: { accept: 'text/plain' } });
    await ask('POST', '/validate?probe=send', 200);
    await ask('GET', '/validate?probe=send', 405);
    await ask('GET', '/validate?probe=all', 400);
    await ask('POST', '/validate?probe=all', 400);
    desk.contoso.mailbox.smtpClientAuthenticationDisabled = true;
    await ask('POST', '/validate', 503);
    await ask('GET', '/validate', 503);
    await ask('POST', '/messages', 202, { body: hello() });
    const hold = await until('a hold', desk.host, async () => {
      const { app, mailboxes } = await ask('GET', '/holds', 200);
      return app ?? mailboxes[0].holds[0];
    });
    await ask('POST', `/holds/${hold.id}/probe`, 200);
    await ask('POST', '/explain', 200, { body: '535 5.7.3 Authentication unsuccessful', type: 'text/plain' });
    await ask('POST', '/explain', 400, { body: ' ', type: 'text/plain' });
    await ask('GET', '/explain', 200);
    await ask('GET', '/setup', 200);
    await ask('GET', '/setup?script=none', 404);
    const swagger = await ask('GET', '/swagger.json', 200);
    assert.equal(swagger.host, new URL(desk.host.url).host);
    const openApi = await ask('GET', '/openapi.json', 200);
    assert.equal(openApi.servers[0].url, `${desk.host.url}/api`);
    await ask('GET', '/health', 200);

    const event = {
      id: '4711',
      eventType: 'Microsoft.KeyVault.CertificateNearExpiry',
      subject: 'mail-app',
      eventTime: '2026-11-30T08:00:00Z',
      dataVersion: '1',
      data: {},
    };
    await ask('POST', '/alerts', 202, { body: [event] });
    const question = {
      eventType: 'Microsoft.EventGrid.SubscriptionValidationEvent',
      data: { validationCode: 'x' },
    };
    await ask('POST', '/alerts', 200, { body: [{ ...event, ...question }] });
    await ask('POST', '/alerts', 400, { body: { nothing: true } });
    await ask('POST', '/alerts', 415, { body: 'x', type: 'text/plain' });
    await ask('OPTIONS', '/alerts', 200, { headers: { 'webhook-request-origin': 'eventgrid.azure.net' } });
    await ask('OPTIONS', '/alerts', 400);
  });
});

test('where settings are broken, and without a key, they answer what the documents say', async () => {
  await onDesk({ env: { MAIL_CLIENT_ID: '', MAIL_MAILBOXES: '' } }, async (desk) => {
    const { ask } = answersOf(desk, seen);
    for (const { path, method, answers, isAnonymous, operationId } of operations) {
      const route = path.replace('{id}', 'x') + (operationId === 'GetMessage' ? '?token=x' : '');
      const asked = method === 'post' ? { body: {} } : {};
      const headers = { 'x-functions-key': 'wrong' };
      if (!isAnonymous) await ask(method.toUpperCase(), route, 401, { ...asked, headers });
      if (503 in answers) await ask(method.toUpperCase(), route, 503, asked);
    }
  });
});

/** What no test can bring about within seconds: bodies above megabytes, and a turn that does not come in a minute. */
const notTried = new Set(['SendMessage 413', 'SendTest 413', 'SendTest 202', 'ReceiveAlerts 413']);

test('every answer that the documents tell was given', () => {
  const told = Object.values(openApiPaths)
    .flatMap((methods) => Object.values(methods))
    .flatMap(({ operationId, responses }) =>
      Object.keys(responses).map((status) => `${operationId} ${status}`),
    );
  assert.deepEqual(
    told.filter((answer) => !seen.has(answer) && !notTried.has(answer)),
    [],
  );
});
