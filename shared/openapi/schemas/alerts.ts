import * as z from 'zod/mini';
import { text, version } from './fields.ts';
import { names } from './message-status.ts';

/** The messages that alerts became. */
export const alertsTaken = z
  .object({
    version,
    messages: z
      .array(z.object({ ...names, state: text('waiting; of a repeat, what it has come to.') }))
      .check(z.meta({ description: 'One for each alert.' })),
  })
  .check(z.meta({ id: 'AlertsTaken', title: 'Alerts taken', description: 'Messages about alerts.' }));

/** The answer to Event Grid's question whether events are wanted here. */
export const handshake = z
  .object({ validationResponse: text('What was sent along.') })
  .check(z.meta({ id: 'Handshake', title: 'Handshake', description: 'Events are wanted here.' }));

/** Whether the app is well. */
export const health = z
  .object({ version, status: z.enum(['pass', 'fail']).check(z.meta({ description: 'Whether it is well.' })) })
  .check(z.meta({ id: 'Health', title: 'Health', description: 'Whether the app is well.' }));
