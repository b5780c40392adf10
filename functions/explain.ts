import { type HttpRequest, app as host } from '@azure/functions';
import type { App } from '../shared/app.ts';
import { explainPage } from '../shared/pages/explain-page.ts';
import { pageHeaders } from '../shared/pages/page.ts';
import { explanationText } from '../shared/validator/explanation-text.ts';
import { answer } from './answer.ts';
import { answerRefusal } from './answer-refusal.ts';
import { guarded } from './who-may-call.ts';

/**
 * `POST /api/explain`: the body is an error as somebody pasted it, the answer what it means and how it is mended. `GET`
 * is the page to paste it into.
 */
export function registerExplain(mail: App): void {
  host.http('explain', {
    methods: ['GET', 'POST'],
    route: 'explain',
    ...guarded(mail.httpAuth, async (request) => {
      if (request.method === 'GET') return { headers: pageHeaders, body: explainPage() };
      const accept = request.headers.get('accept');
      const pasted = await pastedText(request);
      if (pasted.trim() === '') return answerRefusal(400, 'The body is the text to explain.', accept);
      const explanation = mail.explain(pasted);
      return answer(accept, {
        json: { version: 1, ...explanation },
        lines: () => explanationText(explanation),
        page: () => explainPage(explanation),
      });
    }),
  });
}

/** The page sends a field of a multipart form. Any other body is the text itself, whatever type its client gives it. */
async function pastedText(request: HttpRequest): Promise<string> {
  if (!/^multipart\/form-data\b/i.test(request.headers.get('content-type') ?? '')) return request.text();
  // A form that cannot be read holds nothing to explain.
  const text = (await request.formData().catch(() => undefined))?.get('text');
  return typeof text === 'string' ? text : '';
}
