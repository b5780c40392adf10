import { app as host } from '@azure/functions';
import type { App } from '../shared/app.ts';
import { reportLines } from '../shared/validator/report-text.ts';
import { prefersText } from './prefers-text.ts';

/** `GET /api/validate?probe=…&mailbox=…`: is it set up right? 200 where nothing fails, else 503; changes nothing. */
export function registerValidate(mail: App): void {
  host.http('validate', {
    methods: ['GET'],
    authLevel: 'function',
    route: 'validate',
    async handler({ query, headers }) {
      const answer = await mail.validate({
        probe: query.get('probe') || undefined,
        mailbox: query.get('mailbox') || undefined,
      });
      if (!answer.ok) return { status: 400, jsonBody: { error: answer.error } };
      const { value: report } = answer;
      const fields = {
        'cache-control': 'no-store',
        ...(!report.ok && { 'retry-after': String(report.freshInSeconds) }),
      };
      const status = report.ok ? 200 : 503;
      return prefersText(headers.get('accept'))
        ? {
            status,
            headers: { ...fields, 'content-type': 'text/plain; charset=utf-8' },
            body: `${reportLines(report).join('\n')}\n`,
          }
        : { status, headers: fields, jsonBody: report };
    },
  });
}
