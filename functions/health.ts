import { app as host } from '@azure/functions';
import type { App } from '../shared/app.ts';
import { jsonAnswer } from './json-answer.ts';

/**
 * `GET /api/health`, open to everybody: 200 where the process lives and its settings are right, else 503. Looks at
 * nothing else, so that it may be asked each second; `GET /api/validate` says what is wrong.
 */
export function registerHealth(mail: App): void {
  host.http('health', {
    methods: ['GET'],
    authLevel: 'anonymous',
    route: 'health',
    handler: () =>
      mail.doors.ok
        ? jsonAnswer({ version: 1, status: 'pass' })
        : jsonAnswer({ version: 1, status: 'fail' }, { status: 503 }),
  });
}
