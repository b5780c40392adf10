import * as z from 'zod/mini';
import { messageSchema } from '../../mail/message.ts';
import type { Operation, Parameter } from '../operation.ts';
import { accepted, handled, notSent, onItsWay, takenIn } from '../schemas/message-status.ts';
import { always, refusal } from './refusals.ts';

/** The contract, under a name of its own. */
const message = messageSchema.check(z.meta({ id: 'Message' }));

/** Which message. */
export const messageHandle: Parameter = {
  name: 'id',
  in: 'path',
  summary: 'Message ID',
  description: 'The handle of the message, or its id where only one mailbox has it.',
  required: true,
  example: 'a1b2c3d4e5f6.invoice-4711',
};

/** What makes a repeat harmless. */
export const idempotencyKey: Parameter = {
  name: 'Idempotency-Key',
  in: 'header',
  summary: 'Idempotency Key',
  description:
    'Makes a repeat harmless: the same key with the same content is sent once. The id of the message does the same.',
  example: '08585287571846573488078100997CU18-Send_the_mail',
  visibility: 'advanced',
};

/** The answer where there is none. */
export const noSuchMessage = refusal('There is no such message, or it is not kept any more.');

/** A message on its way, from being taken in to its end. */
export const messageOperations: readonly Operation[] = [
  {
    function: 'postMessage',
    method: 'post',
    path: '/messages',
    operationId: 'SendMessage',
    summary: 'Send a message',
    description:
      'Takes a message in and answers at once; it is sent whatever becomes of the caller. Location tells what becomes of it.',
    visibility: 'important',
    parameters: [idempotencyKey],
    body: {
      description: 'The message, in the same words as in the queue.',
      schema: message,
      example: {
        id: 'invoice-4711',
        from: 'billing@contoso.com',
        to: 'ada@fabrikam.com',
        subject: 'Your invoice 4711',
        html: '<p>Hello Ada, the invoice is attached.</p>',
        attachments: [{ filename: 'invoice.txt', content: 'SGVsbG8=' }],
      },
    },
    answers: {
      202: { description: 'It is in the room.', schema: takenIn, headers: ['Location', 'Retry-After'] },
      400: refusal('Everything that is wrong with the message.'),
      409: refusal('Another message has this id.'),
      413: refusal('The body is too large.'),
      415: refusal('The body is not JSON.'),
      422: refusal('No mailbox of the app may send from this address.'),
      ...always,
    },
  },
  {
    function: 'messageStatus',
    method: 'get',
    path: '/messages/{id}',
    operationId: 'GetMessage',
    summary: 'Get the status of a message',
    description: 'Says what became of a message. The answer is 202 until it has come to its end.',
    visibility: 'important',
    isAnonymous: true,
    parameters: [
      messageHandle,
      {
        name: 'token',
        in: 'query',
        summary: 'Status Token',
        description: 'What the address in status (or Location) has behind token=.',
        required: true,
        example: '3vY2aZ0pQ9sK1mB7cX4dEw',
      },
    ],
    answers: {
      200: { description: 'Exchange Online accepted it.', schema: accepted },
      202: {
        description: 'It waits or is being sent.',
        schema: onItsWay,
        headers: ['Location', 'Retry-After'],
      },
      404: noSuchMessage,
      410: {
        description: 'It was not wanted any more: cancelled or expired.',
        schema: notSent,
        mediaTypes: ['application/problem+json'],
      },
      422: {
        description: 'It was not sent, or perhaps was; an administrator decides.',
        schema: notSent,
        mediaTypes: ['application/problem+json'],
      },
      503: always[503],
    },
  },
  {
    function: 'cancelMessage',
    method: 'delete',
    path: '/messages/{id}',
    operationId: 'CancelMessage',
    summary: 'Cancel a message',
    description: 'Takes a message back while it waits.',
    visibility: 'important',
    parameters: [messageHandle],
    answers: {
      200: { description: 'It is not sent.', schema: handled },
      404: noSuchMessage,
      409: refusal('It is being sent or has come to its end.'),
      ...always,
    },
  },
];
