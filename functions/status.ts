import { type HttpRequest, type HttpResponseInit, app as host } from '@azure/functions';
import type { App } from '../shared/app.ts';
import type { Doors } from '../shared/doors/doors.ts';
import { overviewLines } from '../shared/doors/overview/overview-lines.ts';
import { explain } from '../shared/failures/explain.ts';
import { isNotice } from '../shared/pages/status/notices.ts';
import { statusPage } from '../shared/pages/status/status-page.ts';
import { answer } from './answer.ts';
import { answerRefusal } from './answer-refusal.ts';
import { statusAway } from './status-away.ts';
import { pressButton } from './status-form.ts';
import { guarded } from './who-may-call.ts';

/**
 * `GET /api/status?id=…&after=…`: counts, the last day, holds, what was not sent, and one message looked up by its id or
 * handle; as JSON, as text, or as a page. `POST` is what the buttons of the page send.
 */
export function registerStatus(mail: App): void {
  host.http('status', {
    methods: ['GET', 'POST'],
    route: 'status',
    ...guarded(mail.httpAuth, async (request) => {
      const accept = request.headers.get('accept');
      if (!mail.doors.ok) return statusAway(mail.doors.error, accept, 'settings');
      if (request.method !== 'POST') return show(request, mail.doors.value);
      const pressed = await pressButton(request, mail.doors.value);
      return pressed ?? answerRefusal(400, 'The page has no such button.', accept);
    }),
  });
}

async function show(request: HttpRequest, doors: Doors): Promise<HttpResponseInit> {
  const accept = request.headers.get('accept');
  const asked = (name: string) => request.query.get(name) || undefined;
  const [id, after, done = ''] = ['id', 'after', 'done'].map(asked);
  const read = await doors.overview({ id, after });
  if (!read.ok) return statusAway(explain(read.error), accept, 'storage');
  const overview = read.value;
  return answer(accept, {
    json: overview,
    lines: () => overviewLines(overview),
    page: () =>
      statusPage(overview, {
        mailboxes: doors.mailboxes,
        notice: isNotice(done) ? done : undefined,
        isFurther: after !== undefined,
      }),
  });
}
