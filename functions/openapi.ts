import { app as host } from '@azure/functions';
import type { App } from '../shared/app.ts';
import { openApiDocument } from '../shared/openapi/openapi.ts';
import { guarded } from './who-may-call.ts';

/** `GET /api/openapi.json`: what the HTTP functions take and answer, as OpenAPI 3.1, for generated clients. */
export function registerOpenApi(mail: App): void {
  host.http('openapi', {
    methods: ['GET'],
    route: 'openapi.json',
    ...guarded(mail.httpAuth, ({ url }) => ({ jsonBody: openApiDocument(new URL(url).origin) })),
  });
}
