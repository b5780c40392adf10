import { STATUS_CODES } from 'node:http';
import type { HttpResponseInit } from '@azure/functions';
import type { Explanation } from '../shared/failures/explain.ts';
import { jsonAnswer } from './json-answer.ts';

export const problemType = 'application/problem+json';

/** What is wrong with a request, in the words of RFC 9457; further members may stand beside these. */
interface Problem {
  /** Where this kind of problem is described; of an explanation its row in docs/errors.md. */
  type?: string;
  /** That of the status where absent. */
  title?: string;
  detail: string;
  [member: string]: unknown;
}

/** An answer that says what is wrong, as `application/problem+json`. */
export const problem = (
  status: number,
  { type = 'about:blank', title = STATUS_CODES[status] ?? '', detail, ...members }: Problem,
  headers: Readonly<Record<string, string>> = {},
): HttpResponseInit =>
  jsonAnswer(
    { type, title, status, detail, ...members },
    { status, headers: { 'content-type': problemType, ...headers } },
  );

/** The same for a failure that the catalogue explains: what it means, and what to do first. */
export const explainedProblem = (
  status: number,
  explanation: Explanation,
  { title, ...members }: { title: string; [member: string]: unknown },
  headers: Readonly<Record<string, string>> = {},
): HttpResponseInit => {
  const { more, meaning, fix } = explanation;
  const detail = `${meaning} ${fix[0]?.does ?? ''}`.trim();
  return problem(status, { type: more, title, detail, ...members, explanation }, headers);
};
