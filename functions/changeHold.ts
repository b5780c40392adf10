import { type HttpResponseInit, app as host } from '@azure/functions';
import type { Acted, HoldRefusal } from '../shared/administration/administer-holds.ts';
import type { App } from '../shared/app.ts';
import type { Result } from '../shared/failures/result.ts';
import { jsonAnswer } from './json-answer.ts';
import { problem } from './problem.ts';
import { storageAway, throughDoors } from './through-doors.ts';
import { guarded } from './who-may-call.ts';

/**
 * `POST /api/holds/{id}/probe`: one message looks at once whether it is mended. `POST /api/holds/{id}/release`: all that
 * waits goes. The id is as `GET /api/holds` gives it.
 */
export function registerChangeHold(mail: App): void {
  for (const act of ['probe', 'release'] as const) {
    host.http(`${act}Hold`, {
      methods: ['POST'],
      route: `holds/{id}/${act}`,
      ...guarded(
        mail.httpAuth,
        throughDoors(mail, async ({ params: { id = '' } }, doors) => changed(id, await doors[act](id))),
      ),
    });
  }
}

function changed(id: string, acted: Result<Acted, HoldRefusal>): HttpResponseInit {
  if (acted.ok) return jsonAnswer({ version: 1, id, isRung: acted.value.isRung });
  switch (acted.error.kind) {
    case 'no-such-hold':
      return problem(404, {
        title: 'There is no such hold',
        detail: 'Nothing is held under this id, or not any more. GET /api/holds names what is held.',
      });
    case 'paused-by-hand':
      return problem(409, {
        title: 'It was paused by hand',
        detail: 'Nothing probes it: release it, and what waits goes.',
      });
    case 'unavailable':
      return storageAway(acted.error.fault);
  }
}
