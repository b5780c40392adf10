import { type HttpRequest, type HttpResponseInit, app as host } from '@azure/functions';
import type { App } from '../shared/app.ts';
import type { SendRefusal, SentNow } from '../shared/doors/send-now.ts';
import { statusView } from '../shared/doors/status-view.ts';
import { jsonAnswer } from './json-answer.ts';
import { logTo } from './log-to.ts';
import { postRefusalAnswer, takenInAnswer } from './post-answer.ts';
import { explainedProblem, problem } from './problem.ts';
import { readJsonBody } from './read-json-body.ts';
import { throughDoors } from './through-doors.ts';
import { traceparentOf } from './traceparent-of.ts';
import { guarded } from './who-may-call.ts';

/**
 * `POST /api/send`, the test send: a message at once, and its outcome in the answer. 200 with reply and times, 422 with
 * the explanation, 202 with `Location` where its turn does not come within a minute. Where mail is held 409, but with
 * `?anyway=true`. On its default route, so that the Azure Functions action of Logic Apps finds it.
 */
export function registerSend(mail: App): void {
  host.http('send', {
    methods: ['POST'],
    ...guarded(
      mail.httpAuth,
      throughDoors(mail, async (request, doors, context) => {
        const body = await readJsonBody(request, doors.mostBytes);
        if (!body.ok) return body.error;
        const sent = await doors.send(
          {
            body: body.value,
            idempotencyKey: request.headers.get('idempotency-key') ?? undefined,
            traceparent: traceparentOf(context, request),
            anyway: request.query.get('anyway') === 'true',
          },
          logTo(context),
        );
        return sent.ok ? sentAnswer(request, sent.value) : notSentAnswer(sent.error);
      }),
    ),
  });
}

function sentAnswer(request: HttpRequest, sent: SentNow): HttpResponseInit {
  if (!sent.isEnded) return takenInAnswer(request, sent);
  const { ms, explanation } = sent;
  const view = { ...statusView(sent), ms };
  if (sent.record.state === 'accepted') return jsonAnswer(view);
  const title =
    sent.record.state === 'uncertain' ? 'The message may have been sent' : 'The message was not sent';
  return explanation
    ? explainedProblem(422, explanation, { title, ...view })
    : problem(422, { title, detail: `It is ${sent.record.state}.`, ...view });
}

function notSentAnswer(refusal: SendRefusal): HttpResponseInit {
  switch (refusal.kind) {
    case 'not-allowed':
      return problem(403, {
        title: 'A test message may not go to everybody',
        detail:
          'It may go to the mailbox that sends, and to the addresses and domains of the setting MAIL_TEST_RECIPIENTS.',
        problems: refusal.problems,
      });
    case 'held': {
      const { hold, isPaused, explanation } = refusal;
      const title = isPaused
        ? 'Mail is paused by hand: nothing was sent'
        : 'Mail is held: nothing was sent; with ?anyway=true the message looks whether that is mended';
      return explainedProblem(409, explanation, { title, hold });
    }
    default:
      return postRefusalAnswer(refusal);
  }
}
