import { app as host } from '@azure/functions';
import type { App } from '../shared/app.ts';
import { jsonAnswer } from './json-answer.ts';
import { storageAway, throughDoors } from './through-doors.ts';
import { guarded } from './who-may-call.ts';

/** `GET /api/holds`: each mailbox with how many messages wait, and what keeps them from going. */
export function registerListHolds(mail: App): void {
  host.http('listHolds', {
    methods: ['GET'],
    route: 'holds',
    ...guarded(
      mail.httpAuth,
      throughDoors(mail, async (_request, doors) => {
        const holds = await doors.holds();
        return holds.ok ? jsonAnswer(holds.value) : storageAway(holds.error);
      }),
    ),
  });
}
