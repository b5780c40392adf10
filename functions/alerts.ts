import { type HttpRequest, type HttpResponseInit, app as host } from '@azure/functions';
import { handleOf } from '../shared/administration/message-handle.ts';
import type { App } from '../shared/app.ts';
import type { Reported, ReportRefusal } from '../shared/doors/report-alerts.ts';
import { jsonAnswer } from './json-answer.ts';
import { logTo } from './log-to.ts';
import { problem } from './problem.ts';
import { readJsonBody } from './read-json-body.ts';
import { storageAway, throughDoors } from './through-doors.ts';
import { guarded } from './who-may-call.ts';

/** An alert has 256 KB at most, and a request of Event Grid 1 MB (learn.microsoft.com). */
const MOST_BYTES = 1_048_576;

/**
 * `POST /api/alerts`: an alert of Azure Monitor (common alert schema), or events of Event Grid, become messages to
 * MAIL_ALERT_TO. 202 once they are in the room. OPTIONS, and a SubscriptionValidationEvent, are Event Grid's questions
 * whether it may send its events here: who knows the key may.
 */
export function registerAlerts(mail: App): void {
  host.http('alerts', {
    methods: ['POST', 'OPTIONS'],
    ...guarded(
      mail.httpAuth,
      throughDoors(mail, async (request, doors, context) => {
        if (request.method === 'OPTIONS') return handshake(request);
        const body = await readJsonBody(request, MOST_BYTES);
        if (!body.ok) return body.error;
        const reported = await doors.alert(body.value, logTo(context));
        return reported.ok ? reportedAnswer(reported.value) : refusalAnswer(reported.error);
      }),
    ),
  });
}

/** The handshake of CloudEvents (HTTP 1.1 Web Hooks for Event Delivery 1.0, §4). */
function handshake(request: HttpRequest): HttpResponseInit {
  const origin = request.headers.get('webhook-request-origin');
  if (!origin) {
    const detail = 'OPTIONS has to name its origin in the header WebHook-Request-Origin.';
    return problem(400, { title: 'No origin', detail }, { allow: 'POST, OPTIONS' });
  }
  return {
    status: 200,
    headers: { allow: 'POST, OPTIONS', 'webhook-allowed-origin': origin, 'webhook-allowed-rate': '*' },
  };
}

function reportedAnswer(reported: Reported): HttpResponseInit {
  // Event Grid takes no other status than 200 for a yes.
  if (reported.kind === 'validation') return jsonAnswer({ validationResponse: reported.code });
  const messages = reported.messages.map(({ key, record: { id, state } }) => ({
    id,
    handle: handleOf(key, id),
    state,
  }));
  return jsonAnswer({ version: 1, messages }, { status: 202 });
}

function refusalAnswer(refusal: ReportRefusal): HttpResponseInit {
  switch (refusal.kind) {
    case 'refused': {
      const { problems } = refusal;
      const detail = problems.map(({ path, says }) => `${path || 'The body'} ${says}`).join('; ');
      return problem(400, { title: 'Neither an alert nor an event', detail, problems });
    }
    case 'no-recipient':
      return problem(503, {
        title: 'Nobody is to get alerts',
        detail: 'The setting MAIL_ALERT_TO is missing: it names who gets them.',
      });
    case 'unavailable':
      return storageAway(refusal.fault);
  }
}
