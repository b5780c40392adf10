import type { HttpResponseInit } from '@azure/functions';
import type { AskRefusal } from '../shared/doors/doors.ts';
import { problem } from './problem.ts';
import { storageAway } from './through-doors.ts';

/** Why a question has no answer; all that is wrong with it at once. */
export function askRefusalAnswer(refusal: AskRefusal): HttpResponseInit {
  if (refusal.kind === 'unavailable') return storageAway(refusal.fault);
  const { problems } = refusal;
  const detail = problems.map(({ path, says }) => `${path || 'The body'} ${says}.`).join(' ');
  return problem(400, { title: 'The request is not right', detail, problems });
}
