import { app as host } from '@azure/functions';
import type { App } from '../shared/app.ts';
import { askRefusalAnswer } from './ask-refusal.ts';
import { jsonAnswer } from './json-answer.ts';
import { readJsonBody } from './read-json-body.ts';
import { throughDoors } from './through-doors.ts';
import { guarded } from './who-may-call.ts';

/** `POST /api/holds`, `{ scope, mailbox, sender, why }`: nothing of it is sent until somebody releases it. */
export function registerPauseMail(mail: App): void {
  host.http('pauseMail', {
    methods: ['POST'],
    route: 'holds',
    ...guarded(
      mail.httpAuth,
      throughDoors(mail, async (request, doors) => {
        const body = await readJsonBody(request);
        if (!body.ok) return body.error;
        const paused = await doors.pause(body.value);
        return paused.ok
          ? jsonAnswer({ version: 1, id: paused.value }, { status: 201 })
          : askRefusalAnswer(paused.error);
      }),
    ),
  });
}
