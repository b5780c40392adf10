import assert from 'node:assert/strict';
import { test } from 'node:test';
import PostalMime from 'postal-mime';
import { onDesk } from '../../support/desk.ts';
import { cloudEvent, gridEvent, metricAlert } from '../../unit/alerts/given.ts';
import { ask } from './ask.ts';

const env = { MAIL_ALERT_TO: 'operations@fabrikam.example, on-call@fabrikam.example' };

test('an alert becomes a mail to MAIL_ALERT_TO, once however often it is posted', async () => {
  await onDesk({ env }, async (desk) => {
    const first = await ask(desk, 'POST', 'alerts', { body: metricAlert('Fired') });
    assert.equal(first.status, 202, first.text);
    const [{ id, handle }] = first.json.messages;
    assert.match(handle, /^[0-9a-f]{12}\.alert-[0-9a-f]{32}$/);
    await desk.attempt(id);
    await desk.kept(id, 'accepted');
    const told = metricAlert('Fired');
    told.data.essentials.description = 'told once more with other words';
    for (const body of [metricAlert('Fired'), told]) {
      const again = await ask(desk, 'POST', 'alerts', { body });
      assert.deepEqual([again.status, again.json.messages], [202, [{ id, handle, state: 'accepted' }]]);
    }
    const [message, ...others] = desk.exchange.messages;
    assert.equal(others.length, 0);
    assert.deepEqual(message?.envelope.to, env.MAIL_ALERT_TO.split(', '));
    assert.equal(message?.mailbox, desk.contoso.mailbox.address);
    const mail = await PostalMime.parse(message?.raw ?? '');
    assert.equal(mail.subject, '[Fired Sev1] CPU of the web servers on web-1');
    assert.match(mail.text ?? '', /Average of Percentage CPU is 31\.1105/);
    assert.match(mail.html ?? '', /<table role="presentation"/);
  });
});

test('events of Event Grid and its handshakes', async () => {
  await onDesk({ env }, async (desk) => {
    const validation = {
      ...gridEvent,
      eventType: 'Microsoft.EventGrid.SubscriptionValidationEvent',
      data: { validationCode: '512d38b6', validationUrl: 'https://rp.eventgrid.azure.net/validate?id=1' },
    };
    const asked = await ask(desk, 'POST', 'alerts', {
      body: [validation],
      headers: { 'aeg-event-type': 'SubscriptionValidation' },
    });
    assert.deepEqual([asked.status, asked.json], [200, { validationResponse: '512d38b6' }]);

    const origin = { 'webhook-request-origin': 'eventgrid.azure.net' };
    const shaken = await ask(desk, 'OPTIONS', 'alerts', { headers: origin });
    assert.equal(shaken.status, 200);
    assert.equal(shaken.headers.get('webhook-allowed-origin'), 'eventgrid.azure.net');
    assert.equal((await ask(desk, 'OPTIONS', 'alerts')).status, 400);

    const grid = await ask(desk, 'POST', 'alerts', { body: [gridEvent, { ...gridEvent, id: 'other' }] });
    assert.deepEqual([grid.status, grid.json.messages.length], [202, 2], grid.text);
    const cloud = await ask(desk, 'POST', 'alerts', {
      body: cloudEvent,
      headers: { 'content-type': 'application/cloudevents+json; charset=utf-8' },
    });
    assert.equal(cloud.status, 202, cloud.text);
    await desk.kept(cloud.json.messages[0].id, 'accepted');
  });
});

test('without MAIL_ALERT_TO an alert is refused with the setting’s name, and what is none with its reason', async () => {
  await onDesk({}, async (desk) => {
    const refused = await ask(desk, 'POST', 'alerts', { body: metricAlert('Fired') });
    assert.equal(refused.status, 503);
    assert.match(refused.json.detail, /MAIL_ALERT_TO/);
    const old = await ask(desk, 'POST', 'alerts', {
      body: { schemaId: 'AzureMonitorMetricAlert', data: {} },
    });
    assert.equal(old.status, 400);
    assert.match(old.json.detail, /common alert schema/);
  });
});
