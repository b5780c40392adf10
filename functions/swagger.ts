import { app as host } from '@azure/functions';
import type { App } from '../shared/app.ts';
import { swaggerDocument } from '../shared/openapi/swagger.ts';
import { guarded } from './who-may-call.ts';

/** `GET /api/swagger.json`: what the HTTP functions take and answer, as Swagger 2.0, for a custom connector of Power Automate or Logic Apps. */
export function registerSwagger(mail: App): void {
  host.http('swagger', {
    methods: ['GET'],
    route: 'swagger.json',
    ...guarded(mail.httpAuth, ({ url }) => ({ jsonBody: swaggerDocument(new URL(url).origin) })),
  });
}
