import type { HttpResponseInit } from '@azure/functions';
import type { MessageRefusal } from '../shared/administration/change-message.ts';
import type { NotFound } from '../shared/doors/find-message.ts';
import { problem } from './problem.ts';
import { storageAway } from './through-doors.ts';

/** Why a message was left as it is. */
export function messageRefusalAnswer(refusal: NotFound | MessageRefusal): HttpResponseInit {
  switch (refusal.kind) {
    case 'not-found':
      return problem(404, {
        title: 'There is no such message',
        detail: 'There is no message with this id, or it is not kept any more.',
      });
    case 'ambiguous':
      return conflict(
        'Several messages have this id',
        `Name one of them by its handle: ${refusal.handles.join(', ')}.`,
        { handles: refusal.handles },
      );
    case 'state':
      return conflict(`The message is ${refusal.state}`, `It is ${refusal.state}, and was left so.`, {
        state: refusal.state,
      });
    case 'unsendable':
      return conflict(
        'The message cannot be sent as it is',
        'Its producer has to mend it, and to send it under an id of its own.',
      );
    case 'expired':
      return conflict(
        'The message is not wanted any more',
        `Its producer wanted it sent before ${new Date(refusal.expires).toISOString()}.`,
      );
    case 'no-content':
      return conflict('The content is not kept any more', 'Its producer has to send it once more.');
    case 'may-duplicate':
      return conflict(
        'The message may have been sent',
        'To send it all the same, which may make a second copy: ?mayDuplicate=true',
      );
    case 'changed':
      return conflict(
        'Somebody was quicker',
        refusal.state === undefined ? 'The message is gone.' : `The message is ${refusal.state} now.`,
        refusal.state === undefined ? {} : { state: refusal.state },
      );
    case 'unavailable':
      return storageAway(refusal.fault);
  }
}

const conflict = (title: string, detail: string, more: object = {}): HttpResponseInit =>
  problem(409, { title, detail, ...more });
