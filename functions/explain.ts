import { app as host } from '@azure/functions';
import type { App } from '../shared/app.ts';
import { explanationText } from '../shared/validator/explanation-text.ts';
import { prefersText } from './prefers-text.ts';

/** `POST /api/explain`: the body is an error as somebody pasted it, the answer what it means and how it is mended. */
export function registerExplain(mail: App): void {
  host.http('explain', {
    methods: ['POST'],
    authLevel: 'function',
    route: 'explain',
    async handler(request) {
      const pasted = await request.text();
      if (pasted.trim() === '')
        return { status: 400, jsonBody: { error: 'The body is the text to explain.' } };
      const explanation = mail.explain(pasted);
      return prefersText(request.headers.get('accept'))
        ? {
            headers: { 'content-type': 'text/plain; charset=utf-8' },
            body: `${explanationText(explanation).join('\n')}\n`,
          }
        : { jsonBody: explanation };
    },
  });
}
