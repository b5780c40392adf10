import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { handleOf } from '../shared/administration/message-handle.ts';
import type { Posted, PostRefusal } from '../shared/doors/post-message.ts';
import { SOONEST_SECONDS } from '../shared/doors/status-view.ts';
import { explain } from '../shared/failures/explain.ts';
import { jsonAnswer } from './json-answer.ts';
import { explainedProblem, problem } from './problem.ts';
import { statusUrl } from './status-url.ts';
import { storageAway } from './through-doors.ts';

/** 202: it is in the room, and `Location` tells what becomes of it. */
export function takenInAnswer(request: HttpRequest, posted: Posted): HttpResponseInit {
  const { key, record } = posted;
  const status = statusUrl(request, posted);
  return jsonAnswer(
    { version: 1, id: record.id, handle: handleOf(key, record.id), state: record.state, status },
    { status: 202, headers: { location: status, 'retry-after': String(SOONEST_SECONDS) } },
  );
}

/** Why a message was not taken in. */
export function postRefusalAnswer(refusal: PostRefusal): HttpResponseInit {
  switch (refusal.kind) {
    case 'refused': {
      const { fault, problems } = refusal;
      const title = 'The message was not taken in';
      return explainedProblem(fault.code === 'sender-unknown' ? 422 : 400, explain(fault), {
        title,
        problems,
      });
    }
    case 'other-content':
      return problem(409, {
        type: 'docs/errors.md#id-reused',
        title: 'The id is that of another message',
        detail: `A message with the id ${refusal.id} and other content was taken in before. Send this one with an id of its own.`,
        id: refusal.id,
      });
    case 'unavailable':
      return storageAway(refusal.fault);
  }
}
