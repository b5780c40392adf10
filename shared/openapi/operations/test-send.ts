import * as z from 'zod/mini';
import { messageFields } from '../../mail/message-fields.ts';
import type { Operation } from '../operation.ts';
import { takenIn } from '../schemas/message-status.ts';
import { testAccepted, testNotSent } from '../schemas/test-send.ts';
import { idempotencyKey } from './messages.ts';
import { always, refusal } from './refusals.ts';

const testMessage = z.strictObject(messageFields).check(
  z.meta({
    id: 'TestMessage',
    title: 'Test message',
    description: 'A message of which everything may be left out: then a mailbox sends to itself.',
  }),
);

/** The test send. */
export const testSendOperations: readonly Operation[] = [
  {
    function: 'send',
    method: 'post',
    path: '/send',
    operationId: 'SendTest',
    summary: 'Send a test message',
    description: 'Sends at once and waits for the outcome, a minute at most.',
    visibility: 'advanced',
    parameters: [
      {
        name: 'anyway',
        in: 'query',
        summary: 'Anyway',
        description: 'Where mail is held, the message looks whether that is mended.',
        type: 'boolean',
        example: true,
        visibility: 'advanced',
      },
      idempotencyKey,
    ],
    body: {
      description: 'The message; {} will do where the app has one mailbox.',
      schema: testMessage,
      example: { from: 'billing@contoso.com' },
    },
    answers: {
      200: { description: 'Exchange Online accepted it.', schema: testAccepted },
      202: {
        description: 'Its turn has not come yet.',
        schema: takenIn,
        headers: ['Location', 'Retry-After'],
      },
      400: refusal('Everything that is wrong with the message.'),
      403: refusal('A test message may not go to such a recipient.'),
      409: refusal('Mail is held, or another message has this id.'),
      413: refusal('The body is too large.'),
      415: refusal('The body is not JSON.'),
      422: {
        description: 'It was not sent, and why.',
        schema: testNotSent,
        mediaTypes: ['application/problem+json'],
      },
      ...always,
    },
  },
];
