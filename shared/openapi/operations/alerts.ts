import type { Operation } from '../operation.ts';
import { alertsTaken, handshake, health } from '../schemas/alerts.ts';
import { always, refusal } from './refusals.ts';

/** What Azure calls, not people. */
export const alertOperations: readonly Operation[] = [
  {
    function: 'alerts',
    method: 'post',
    path: '/alerts',
    operationId: 'ReceiveAlerts',
    summary: 'Receive alerts and events',
    description:
      'Azure Monitor alerts (common alert schema), Event Grid events and CloudEvents 1.0 become messages to MAIL_ALERT_TO.',
    visibility: 'internal',
    body: {
      description: 'One alert, or one event or several.',
      mediaTypes: ['application/json', 'application/cloudevents+json'],
      example: {
        specversion: '1.0',
        type: 'Microsoft.KeyVault.CertificateNearExpiry',
        source: '/subscriptions/0000/resourceGroups/rg-mail/providers/Microsoft.KeyVault/vaults/contoso-mail',
        id: '4711',
        time: '2026-11-30T08:00:00Z',
        subject: 'mail-app',
        data: {},
      },
    },
    answers: {
      200: { description: 'Event Grid asked whether events are wanted here.', schema: handshake },
      202: { description: 'The messages are in the room.', schema: alertsTaken },
      400: refusal('It is no alert and no event.'),
      413: refusal('The body is too large.'),
      415: refusal('The body is not JSON.'),
      ...always,
    },
  },
  {
    function: 'alerts',
    method: 'options',
    path: '/alerts',
    operationId: 'AllowEvents',
    summary: 'Answer the handshake of CloudEvents',
    description: 'Event Grid asks with WebHook-Request-Origin whether events are wanted here.',
    visibility: 'internal',
    answers: { 200: { description: 'They are.' }, 400: refusal('The origin is missing.'), 401: always[401] },
  },
  {
    function: 'health',
    method: 'get',
    path: '/health',
    operationId: 'GetHealth',
    summary: 'Ask whether the app is well',
    description: 'Whether its settings are right and its process lives.',
    visibility: 'internal',
    isAnonymous: true,
    answers: {
      200: { description: 'It is.', schema: health },
      503: { description: 'Its settings are broken.', schema: health },
    },
  },
];
