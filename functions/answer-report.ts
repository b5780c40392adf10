import type { HttpResponseInit } from '@azure/functions';
import { reportPage } from '../shared/pages/report-page.ts';
import type { Report } from '../shared/validator/report.ts';
import { reportLines } from '../shared/validator/report-text.ts';
import { answer } from './answer.ts';

/** A report as its reader wants it: 200 where nothing fails, else 503. `mailbox` is the one that was asked for. */
export const answerReport = (
  report: Report,
  { accept, mailbox }: { accept: string | null; mailbox?: string | undefined },
): HttpResponseInit =>
  answer(
    accept,
    { json: report, lines: () => reportLines(report), page: () => reportPage(report, mailbox) },
    report.ok ? {} : { status: 503, headers: { 'retry-after': String(report.freshInSeconds) } },
  );
