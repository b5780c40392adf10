import type { HttpResponseInit } from '@azure/functions';
import type { Explanation } from '../shared/failures/explain.ts';
import { pageHeaders } from '../shared/pages/page.ts';
import { awayPage } from '../shared/pages/status/away-page.ts';
import { preferredType } from './preferred-type.ts';
import { explainedProblem } from './problem.ts';
import { retryAfter } from './through-doors.ts';

/** What keeps the overview from being read. */
const titles = {
  settings: 'The settings of the app are broken',
  storage: 'Storage does not answer',
} as const;

/** Why there is no overview: a page for a browser, a problem for programs. */
export function statusAway(
  explanation: Explanation,
  accept: string | null,
  why: keyof typeof titles,
): HttpResponseInit {
  const title = titles[why];
  const headers = { 'retry-after': retryAfter[why], vary: 'Accept' };
  return preferredType(accept, ['application/json', 'text/html']) === 'text/html'
    ? { status: 503, headers: { ...headers, ...pageHeaders }, body: awayPage(title, explanation) }
    : explainedProblem(503, explanation, { title }, headers);
}
