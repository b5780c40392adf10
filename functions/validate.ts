import { app as host } from '@azure/functions';
import type { App } from '../shared/app.ts';
import { answerRefusal } from './answer-refusal.ts';
import { answerReport } from './answer-report.ts';
import { questionOf } from './question-of.ts';
import { guarded } from './who-may-call.ts';

const sendByPost =
  'The probe send sends a message, so it is asked for by POST: POST /api/validate?probe=send';

/**
 * `/api/validate?probe=…&mailbox=…`: is it set up right? 200 where nothing fails, else 503. GET changes nothing; POST
 * releases the holds that it finds mended and, with `probe=send`, lets each mailbox send one message to itself.
 */
export function registerValidate(mail: App): void {
  host.http('validate', {
    methods: ['GET', 'POST'],
    route: 'validate',
    ...guarded(mail.httpAuth, async (request) => {
      const accept = request.headers.get('accept');
      const { seeOther, probe, mailbox, release } = await questionOf(request);
      if (seeOther) return seeOther;
      const acts = request.method === 'POST' && release === undefined;
      if (probe === 'send' && request.method !== 'POST') {
        return answerRefusal(405, sendByPost, accept, { allow: 'POST' });
      }
      // Whether it worked, the report shows: the hold stands in it, or does not.
      if (release !== undefined && mail.doors.ok) await mail.doors.value.release(release);
      const answer = await mail.validate({ probe, mailbox, acts, anew: release !== undefined });
      if (!answer.ok) return answerRefusal(400, answer.error, accept);
      return answerReport(answer.value, { accept, mailbox });
    }),
  });
}
