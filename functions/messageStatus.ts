import { type HttpResponseInit, app as host } from '@azure/functions';
import type { App } from '../shared/app.ts';
import type { Status } from '../shared/doors/read-status.ts';
import { lookAgainIn, openly, statusView } from '../shared/doors/status-view.ts';
import type { MessageState } from '../shared/mailbox/keys.ts';
import { jsonAnswer } from './json-answer.ts';
import { explainedProblem, problem } from './problem.ts';
import { retryAfter } from './through-doors.ts';

/**
 * `GET /api/messages/{id}?token=…`, the `Location` of a message: open to whoever has its token. 202 while it waits or
 * is being sent, 200 once Exchange Online has it, 422 where it was not sent or perhaps was, 410 where nobody wanted it
 * sent any more. A caller that polls until it is not 202 any more, as Logic Apps does, has its result.
 */
export function registerMessageStatus(mail: App): void {
  host.http('messageStatus', {
    methods: ['GET'],
    authLevel: 'anonymous',
    route: 'messages/{id}',
    async handler({ params, query, url }) {
      if (!mail.doors.ok) return notNow;
      const { value: doors } = mail.doors;
      const read = await doors.status(params.id ?? '', query.get('token') ?? '');
      if (read.ok) return statusAnswer(read.value, url, doors.now());
      return read.error.kind === 'not-found' ? notFound : notNow;
    },
  });
}

/** Why, is for whoever may see more: this is open to everybody. */
const notNow = problem(
  503,
  { title: 'What became of the message cannot be seen now', detail: 'Ask again later.' },
  { 'retry-after': retryAfter.storage },
);

const notFound = problem(404, {
  title: 'There is no such message',
  detail: 'There is no message with this id and this token, or it is not kept any more.',
});

/** What became of a message, as an answer that Logic Apps understand. */
export function statusAnswer(status: Status, url: string, now: number): HttpResponseInit {
  const view = statusView(status);
  switch (status.record.state) {
    case 'waiting':
    case 'sending': {
      const seconds = String(lookAgainIn(status, now));
      return jsonAnswer(view, { status: 202, headers: { location: url, 'retry-after': seconds } });
    }
    case 'accepted':
      return jsonAnswer(view);
    default: {
      const isGone = status.record.state === 'cancelled' || status.record.failure === 'message-expired';
      const title = titles[status.record.state];
      const { explanation } = status;
      return explanation
        ? explainedProblem(isGone ? 410 : 422, openly(explanation), { title, ...view })
        : problem(isGone ? 410 : 422, { title, detail: `${title}.`, ...view });
    }
  }
}

const titles = {
  buried: 'The message was not sent',
  uncertain: 'The message may have been sent: an administrator decides',
  cancelled: 'The message was cancelled before it was sent',
} as const satisfies Partial<Record<MessageState, string>>;
