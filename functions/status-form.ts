import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import type { Doors } from '../shared/doors/doors.ts';
import type { Notice } from '../shared/pages/status/notices.ts';
import { formFields } from './form-fields.ts';
import { seeOther } from './see-other.ts';

/** What stands in the address for one look only. */
const OF_ONE_LOOK = ['done', 'id', 'after'];

/**
 * Does what a button of the status page says, its field `do`, and sends the browser back to the page's address, where
 * `done` is the word for what came of it: loading it again does nothing twice, and the key in it stays. Undefined where
 * there is no such button.
 */
export async function pressButton(request: HttpRequest, doors: Doors): Promise<HttpResponseInit | undefined> {
  const fields = await formFields(request);
  const text = (name: string) => fields.get(name) ?? '';
  const hold = text('hold');
  const message = text('message');
  const show = (set: Readonly<Record<string, string>>) => seeOther(request, { leave: OF_ONE_LOOK, set });
  const done = (notice: Notice, more = {}) => show({ done: notice, ...more });
  switch (text('do')) {
    case 'look':
      return show({ id: text('id').trim() });
    case 'show':
      return show({ id: message });
    case 'after':
      return show({ after: text('after') });
    case 'first':
    case 'close':
      return show({});
    case 'validate':
      return seeOther(request, { page: 'validate', leave: OF_ONE_LOOK });
    case 'release-hold': {
      const released = await doors.release(hold);
      return done(
        released.ok ? (released.value.isRung ? 'released' : 'released-later') : released.error.kind,
      );
    }
    case 'probe-hold': {
      const probed = await doors.probe(hold);
      return done(probed.ok ? (probed.value.isRung ? 'probed' : 'probed-later') : probed.error.kind);
    }
    case 'pause': {
      const [scope, address] = text('what').split(' ');
      const paused = await doors.pause({
        scope,
        ...(address && scope && { [scope]: address }),
        why: text('why'),
      });
      if (paused.ok) return done('paused');
      return done(paused.error.kind === 'refused' ? 'not-paused' : 'unavailable');
    }
    case 'resend':
    case 'resend-twice': {
      const resent = await doors.resend(message, text('do') === 'resend-twice');
      return done(resent.ok ? 'resent' : resent.error.kind, { id: message });
    }
    default:
      return undefined;
  }
}
