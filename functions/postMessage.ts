import { app as host } from '@azure/functions';
import type { App } from '../shared/app.ts';
import { logTo } from './log-to.ts';
import { postRefusalAnswer, takenInAnswer } from './post-answer.ts';
import { readJsonBody } from './read-json-body.ts';
import { throughDoors } from './through-doors.ts';
import { traceparentOf } from './traceparent-of.ts';
import { guarded } from './who-may-call.ts';

/**
 * `POST /api/messages`: a message, in the same words as in the queue. 202 once it is in its mailbox's room; `Location`
 * tells what becomes of it. A repeat with the same `id` or `Idempotency-Key` gets the same answer.
 */
export function registerPostMessage(mail: App): void {
  host.http('postMessage', {
    methods: ['POST'],
    route: 'messages',
    ...guarded(
      mail.httpAuth,
      throughDoors(mail, async (request, doors, context) => {
        const body = await readJsonBody(request, doors.mostBytes);
        if (!body.ok) return body.error;
        const idempotencyKey = request.headers.get('idempotency-key') ?? undefined;
        const traceparent = traceparentOf(context, request);
        const posted = await doors.post({ body: body.value, idempotencyKey, traceparent }, logTo(context));
        return posted.ok ? takenInAnswer(request, posted.value) : postRefusalAnswer(posted.error);
      }),
    ),
  });
}
