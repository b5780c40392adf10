import type { Operation } from '../operation.ts';
import { overview } from '../schemas/overview.ts';
import { always, refusal } from './refusals.ts';

/** The status page. */
export const overviewOperations: readonly Operation[] = [
  {
    function: 'status',
    method: 'get',
    path: '/status',
    operationId: 'GetOverview',
    summary: 'See how everything stands',
    description: 'Counts, the last day, holds, and what was not sent; a page for a browser.',
    visibility: 'advanced',
    parameters: [
      {
        name: 'id',
        in: 'query',
        summary: 'Message ID',
        description: 'A message to look up, by its handle or id.',
        example: 'invoice-4711',
      },
      {
        name: 'after',
        in: 'query',
        summary: 'After',
        description: 'The next of the answer before.',
        visibility: 'advanced',
      },
    ],
    answers: {
      200: {
        description: 'How everything stands.',
        schema: overview,
        mediaTypes: ['application/json', 'text/plain', 'text/html'],
      },
      ...always,
    },
  },
  {
    function: 'status',
    method: 'post',
    path: '/status',
    operationId: 'PressButton',
    summary: 'Do what a button of the page says',
    description: 'For the forms of the page.',
    visibility: 'internal',
    body: {
      description: 'The form.',
      mediaTypes: ['application/x-www-form-urlencoded'],
      example: 'do=first',
    },
    answers: {
      303: { description: 'Back to the page.' },
      400: refusal('There is no such button.'),
      ...always,
    },
  },
];
