import { app as host } from '@azure/functions';
import type { App } from '../shared/app.ts';
import { messageRefusalAnswer } from './message-refusal.ts';
import { takenInAnswer } from './post-answer.ts';
import { throughDoors } from './through-doors.ts';
import { guarded } from './who-may-call.ts';

/**
 * `POST /api/messages/{id}/resend`: sends a message that was buried, cancelled or is uncertain. One that may have been
 * sent needs `?mayDuplicate=true`.
 */
export function registerResendMessage(mail: App): void {
  host.http('resendMessage', {
    methods: ['POST'],
    route: 'messages/{id}/resend',
    ...guarded(
      mail.httpAuth,
      throughDoors(mail, async (request, doors) => {
        const mayDuplicate = request.query.get('mayDuplicate') === 'true';
        const resent = await doors.resend(request.params.id ?? '', mayDuplicate);
        if (!resent.ok) return messageRefusalAnswer(resent.error);
        const { key, record } = resent.value;
        return takenInAnswer(request, { key, record: { ...record, state: 'waiting' } });
      }),
    ),
  });
}
