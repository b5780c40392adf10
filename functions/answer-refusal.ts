import type { HttpResponseInit } from '@azure/functions';
import { refusalPage } from '../shared/pages/refusal-page.ts';
import { answer } from './answer.ts';
import { problem, problemType } from './problem.ts';

/** What is wrong with a question, with a status of 4xx; for programs a problem document (RFC 9457). */
export const answerRefusal = (
  status: number,
  error: string,
  accept: string | null,
  headers: Readonly<Record<string, string>> = {},
): HttpResponseInit =>
  answer(
    accept,
    {
      json: problem(status, { detail: error }).jsonBody,
      lines: () => [error],
      page: () => refusalPage(error),
    },
    { status, headers: { 'content-type': problemType, ...headers } },
  );
