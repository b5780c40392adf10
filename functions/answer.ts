import type { HttpResponseInit } from '@azure/functions';
import { pageHeaders } from '../shared/pages/page.ts';
import { jsonAnswer } from './json-answer.ts';
import { preferredType } from './preferred-type.ts';

/** One answer in every form in which it can be asked for; the page is a whole HTML document. */
interface Forms {
  json: unknown;
  lines: () => readonly string[];
  page: () => string;
}

/** Gives an answer in the form that the Accept header prefers: JSON for programs, text for a terminal, a page for a browser. */
export function answer(
  accept: string | null,
  { json, lines, page }: Forms,
  { status = 200, headers }: { status?: number; headers?: Readonly<Record<string, string>> } = {},
): HttpResponseInit {
  const fields = { vary: 'Accept', ...headers };
  switch (preferredType(accept, ['application/json', 'text/plain', 'text/html'])) {
    case 'application/json':
      return jsonAnswer(json, { status, headers: fields });
    case 'text/plain':
      return {
        status,
        headers: { ...fields, 'cache-control': 'no-store', 'content-type': 'text/plain; charset=utf-8' },
        body: `${lines().join('\n')}\n`,
      };
    case 'text/html':
      return { status, headers: { ...fields, ...pageHeaders }, body: page() };
  }
}
