import { app as host } from '@azure/functions';
import type { App } from '../shared/app.ts';
import { jsonAnswer } from './json-answer.ts';
import { problem } from './problem.ts';
import { guarded } from './who-may-call.ts';

/**
 * `GET /api/setup`: the scripts that set up Entra and Exchange Online for these settings, as JSON
 * (`version`, `scripts` of `name`, `purpose`, `text`). `?script=check.ps1` gives one as a file.
 */
export function registerSetup(mail: App): void {
  host.http('setup', {
    methods: ['GET'],
    route: 'setup',
    ...guarded(mail.httpAuth, async ({ query }) => {
      const written = await mail.setup();
      if (!written.ok) {
        const detail = written.error.map(({ name, says }) => `${name} ${says}`).join('; ');
        return problem(503, { title: 'The settings do not do', detail });
      }
      const { value: scripts } = written;
      const name = query.get('script');
      if (!name) return jsonAnswer({ version: 1, scripts });
      const script = scripts.find((one) => one.name === name);
      if (!script) {
        const detail = `There are ${scripts.map((one) => one.name).join(', ')}.`;
        return problem(404, { title: 'There is no such script', detail });
      }
      return {
        headers: {
          'cache-control': 'no-store',
          'content-type': 'text/plain; charset=us-ascii',
          'content-disposition': `attachment; filename="${script.name}"`,
          'x-content-type-options': 'nosniff',
        },
        body: script.text,
      };
    }),
  });
}
