import { app as host } from '@azure/functions';
import type { App } from '../shared/app.ts';
import { askRefusalAnswer } from './ask-refusal.ts';
import { jsonAnswer } from './json-answer.ts';
import { statusUrl } from './status-url.ts';
import { throughDoors } from './through-doors.ts';
import { guarded } from './who-may-call.ts';

/**
 * `GET /api/messages?state=buried,uncertain&mailbox=…&since=…`: what became of messages, fifty at a time; `next` is the
 * address of the following page, without the key.
 */
export function registerListMessages(mail: App): void {
  host.http('listMessages', {
    methods: ['GET'],
    route: 'messages',
    ...guarded(
      mail.httpAuth,
      throughDoors(mail, async (request, doors) => {
        const asked = (name: string) => request.query.get(name) ?? undefined;
        const [state, mailbox, since, after] = ['state', 'mailbox', 'since', 'after'].map(asked);
        const page = await doors.list({ state, mailbox, since, after });
        if (!page.ok) return askRefusalAnswer(page.error);
        const { messages, next } = page.value;
        return jsonAnswer({
          version: 1,
          messages: messages.map(({ entry, message }) => ({ ...entry, status: statusUrl(request, message) })),
          ...(next !== undefined && { next: pageAfter(request.url, next) }),
        });
      }),
    ),
  });
}

function pageAfter(url: string, after: string): string {
  const address = new URL(url);
  address.searchParams.delete('code');
  address.searchParams.set('after', after);
  return address.href;
}
