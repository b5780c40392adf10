import type { Desk } from '../../support/desk.ts';

/** Calls a function of the app with its key; a body goes as JSON. */
export async function ask(
  { host }: Pick<Desk, 'host'>,
  method: string,
  route: string,
  { body, headers }: { body?: unknown; headers?: Record<string, string> } = {},
) {
  const answer = await fetch(new URL(route, `${host.url}/api/`), {
    method,
    headers: {
      'x-functions-key': host.key,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  // biome-ignore lint/suspicious/noExplicitAny: what a test reads of an answer, it compares.
  const json = (text.startsWith('{') ? JSON.parse(text) : {}) as any;
  return { status: answer.status, headers: answer.headers, text, json };
}

/** A message that is right. */
export const hello = (more: object = {}) => ({
  to: 'ada@fabrikam.example',
  subject: 'Hello',
  text: 'Hello Ada',
  ...more,
});
