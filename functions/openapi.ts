import { app as host } from '@azure/functions';
import type { App } from '../shared/app.ts';
import { jsonAnswer } from './json-answer.ts';
import { guarded } from './who-may-call.ts';

/** `GET /api/openapi.json`: what the HTTP functions take and answer, as OpenAPI 3.1, for generated clients. */
export function registerOpenApi(mail: App): void {
  host.http('openapi', {
    methods: ['GET'],
    route: 'openapi.json',
    ...guarded(mail.httpAuth, async ({ url }) => {
      // Hardly ever asked for: a start of the app does not wait for its schemas.
      const { openApiDocument } = await import('../shared/openapi/openapi.ts');
      return jsonAnswer(openApiDocument(new URL(url).origin));
    }),
  });
}
