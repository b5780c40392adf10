import { app as host } from '@azure/functions';
import { handleOf } from '../shared/administration/message-handle.ts';
import type { App } from '../shared/app.ts';
import { jsonAnswer } from './json-answer.ts';
import { messageRefusalAnswer } from './message-refusal.ts';
import { throughDoors } from './through-doors.ts';
import { guarded } from './who-may-call.ts';

/** `DELETE /api/messages/{id}`: cancels a message while it waits; 409 where it is under way or done. */
export function registerCancelMessage(mail: App): void {
  host.http('cancelMessage', {
    methods: ['DELETE'],
    route: 'messages/{id}',
    ...guarded(
      mail.httpAuth,
      throughDoors(mail, async ({ params: { id = '' } }, doors) => {
        const cancelled = await doors.cancel(id);
        if (!cancelled.ok) return messageRefusalAnswer(cancelled.error);
        const { key, record } = cancelled.value;
        const handle = handleOf(key, record.id);
        return jsonAnswer({ version: 1, id: record.id, handle, state: 'cancelled' });
      }),
    ),
  });
}
