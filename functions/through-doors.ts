import type { HttpHandler, HttpRequest, HttpResponseInit, InvocationContext } from '@azure/functions';
import type { App } from '../shared/app.ts';
import type { Doors } from '../shared/doors/doors.ts';
import { explain } from '../shared/failures/explain.ts';
import type { Fault } from '../shared/failures/fault.ts';
import { explainedProblem } from './problem.ts';

type Act = (request: HttpRequest, doors: Doors, context: InvocationContext) => Promise<HttpResponseInit>;

/** After how many seconds it is worth asking again. The host restarts the app when its settings are changed. */
export const retryAfter = { settings: '300', storage: '30' } as const;

/** A handler that needs the settings to be right; where they are not, it says so, and nothing is taken. */
export const throughDoors =
  ({ doors }: Pick<App, 'doors'>, act: Act): HttpHandler =>
  async (request, context) =>
    doors.ok
      ? act(request, doors.value, context)
      : explainedProblem(
          503,
          doors.error,
          { title: 'The settings of the app are broken; nothing was taken or changed' },
          { 'retry-after': retryAfter.settings },
        );

/** Storage did not answer: the same request may be sent again. */
export const storageAway = (fault: Fault): HttpResponseInit =>
  explainedProblem(
    503,
    explain(fault),
    { title: 'Storage does not answer; send the same request again' },
    { 'retry-after': retryAfter.storage },
  );
