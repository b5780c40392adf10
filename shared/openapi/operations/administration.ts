import * as z from 'zod/mini';
import { pauseSchema } from '../../doors/pause-request.ts';
import { messageStates } from '../../mailbox/keys.ts';
import type { Operation, Parameter } from '../operation.ts';
import { changedHold, holds, paused } from '../schemas/holds.ts';
import { messageList } from '../schemas/message-list.ts';
import { takenIn } from '../schemas/message-status.ts';
import { messageHandle, noSuchMessage } from './messages.ts';
import { always, refusal } from './refusals.ts';

const pause = pauseSchema.check(
  z.meta({ id: 'Pause', title: 'Pause', description: 'What is not sent until somebody releases it.' }),
);

const holdId: Parameter = {
  name: 'id',
  in: 'path',
  summary: 'Hold ID',
  description: 'As ListHolds gives it.',
  required: true,
  example: 'app',
};

const noSuchHold = refusal('Nothing is held under this id, or not any more.');

/** What administrators do with messages and holds. */
export const administrationOperations: readonly Operation[] = [
  {
    function: 'listMessages',
    method: 'get',
    path: '/messages',
    operationId: 'ListMessages',
    summary: 'List messages',
    description: 'Fifty messages, those first that need somebody; of those that ended the newest first.',
    visibility: 'advanced',
    parameters: [
      {
        name: 'state',
        in: 'query',
        summary: 'State',
        description: `One or several, parted by commas: ${messageStates.join(', ')}.`,
        example: 'buried,uncertain',
      },
      {
        name: 'mailbox',
        in: 'query',
        summary: 'Mailbox',
        description: 'The only mailbox, by its address or key.',
        example: 'billing@contoso.com',
      },
      {
        name: 'since',
        in: 'query',
        summary: 'Since',
        description: 'Of those that ended, the ones that did so then or later (ISO 8601).',
        example: '2026-11-30T00:00:00Z',
      },
      {
        name: 'after',
        in: 'query',
        summary: 'After',
        description: 'What next of the page before has behind after=.',
        visibility: 'advanced',
      },
    ],
    answers: {
      200: { description: 'A page of messages.', schema: messageList },
      400: refusal('Everything that is wrong with the query.'),
      ...always,
    },
  },
  {
    function: 'resendMessage',
    method: 'post',
    path: '/messages/{id}/resend',
    operationId: 'ResendMessage',
    summary: 'Send a message again',
    description: 'Sends a message that was buried or cancelled, or is uncertain.',
    visibility: 'advanced',
    parameters: [
      messageHandle,
      {
        name: 'mayDuplicate',
        in: 'query',
        summary: 'May Duplicate',
        description: 'Sends it although it may have arrived.',
        type: 'boolean',
        example: true,
      },
    ],
    answers: {
      202: { description: 'It is in the room.', schema: takenIn, headers: ['Location', 'Retry-After'] },
      404: noSuchMessage,
      409: refusal('It cannot be sent as it stands.'),
      ...always,
    },
  },
  {
    function: 'listHolds',
    method: 'get',
    path: '/holds',
    operationId: 'ListHolds',
    summary: 'List what is held',
    description: 'Each mailbox with how many messages wait, and what keeps them from going.',
    visibility: 'advanced',
    answers: { 200: { description: 'Everything that is held.', schema: holds }, ...always },
  },
  {
    function: 'pauseMail',
    method: 'post',
    path: '/holds',
    operationId: 'PauseMail',
    summary: 'Pause mail',
    description: 'Nothing of it is sent until somebody releases it.',
    visibility: 'advanced',
    body: {
      description: 'What to pause.',
      schema: pause,
      example: { scope: 'mailbox', mailbox: 'billing@contoso.com', why: 'Month-end closing' },
    },
    answers: {
      201: { description: 'It is paused.', schema: paused },
      400: refusal('Everything that is wrong with the request.'),
      413: refusal('The body is too large.'),
      415: refusal('The body is not JSON.'),
      ...always,
    },
  },
  {
    function: 'probeHold',
    method: 'post',
    path: '/holds/{id}/probe',
    operationId: 'ProbeHold',
    summary: 'Probe a hold',
    description: 'One message looks at once whether it is mended.',
    visibility: 'advanced',
    parameters: [holdId],
    answers: {
      200: { description: 'One message goes.', schema: changedHold },
      404: noSuchHold,
      409: refusal('A person paused it: nothing probes it.'),
      ...always,
    },
  },
  {
    function: 'releaseHold',
    method: 'post',
    path: '/holds/{id}/release',
    operationId: 'ReleaseHold',
    summary: 'Release a hold',
    description: 'All that waits goes.',
    visibility: 'advanced',
    parameters: [holdId],
    answers: {
      200: { description: 'It is released.', schema: changedHold },
      404: noSuchHold,
      ...always,
    },
  },
];
