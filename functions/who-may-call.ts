import type { HttpFunctionOptions, HttpHandler, HttpRequest } from '@azure/functions';
import { explain } from '../shared/failures/explain.ts';
import type { HttpAuth } from '../shared/settings/http-auth.ts';
import { httpAuthUnchecked } from '../shared/settings/http-auth.ts';
import { explainedProblem, problem } from './problem.ts';

/**
 * Who may call a function that is not open to everybody: with `key` whoever has a key of it, which the host checks, and
 * with `easyauth` whoever the platform has authenticated. The header that says so is believed only where the platform
 * says that it checks: without it, anybody could send it.
 */
export function guarded(
  { mode, isChecked }: HttpAuth,
  handler: HttpHandler,
): Required<Pick<HttpFunctionOptions, 'authLevel' | 'handler'>> {
  if (mode === 'key') return { authLevel: 'function', handler };
  return {
    authLevel: 'anonymous',
    handler(request, context) {
      if (!isChecked) return notChecked;
      if (!request.headers.get('x-ms-client-principal')) return notAuthenticated;
      return request.method !== 'GET' && isFromElsewhere(request) ? fromElsewhere : handler(request, context);
    },
  };
}

/**
 * A browser brings its session along whoever's page sends it here, one of a neighbour in the same domain as well. It says
 * so in Sec-Fetch-Site, which programs do not send.
 */
const isFromElsewhere = ({ headers }: HttpRequest): boolean =>
  ['cross-site', 'same-site'].includes(headers.get('sec-fetch-site') ?? '');

const notChecked = explainedProblem(503, explain(httpAuthUnchecked), { title: 'Nobody checks who calls' });

const fromElsewhere = problem(403, {
  title: 'Sent by another page',
  detail: 'A page of another address may not change anything here.',
});

const notAuthenticated = problem(
  401,
  {
    title: 'Who calls is not known',
    detail:
      'MAIL_HTTP_AUTH is easyauth: call with a token of Microsoft Entra ID for this app (Authorization: Bearer …).',
  },
  { 'www-authenticate': 'Bearer' },
);
