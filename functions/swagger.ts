import { app as host } from '@azure/functions';
import type { App } from '../shared/app.ts';
import { jsonAnswer } from './json-answer.ts';
import { guarded } from './who-may-call.ts';

/** `GET /api/swagger.json`: what the HTTP functions take and answer, as Swagger 2.0, for a custom connector. */
export function registerSwagger(mail: App): void {
  host.http('swagger', {
    methods: ['GET'],
    route: 'swagger.json',
    ...guarded(mail.httpAuth, async ({ url }) => {
      // Hardly ever asked for: a start of the app does not wait for its schemas.
      const { swaggerDocument } = await import('../shared/openapi/swagger.ts');
      return jsonAnswer(swaggerDocument(new URL(url).origin));
    }),
  });
}
