import type { InvocationContext } from '@azure/functions';
import type { Log } from '../shared/events/event.ts';

/**
 * The log of an invocation: one line of JSON for each event, since `context.log` would print objects below the second
 * level as `[Object]`.
 */
export const logTo =
  (context: InvocationContext): Log =>
  (event) =>
    context.log(JSON.stringify(event));
