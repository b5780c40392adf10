import type { HttpRequest, InvocationContext } from '@azure/functions';
import { readTraceparent, traceparentText } from '../shared/telemetry/traceparent.ts';

/**
 * Whose trace a message continues that names none itself: that of the request, else the host's own for this invocation,
 * where somebody records it.
 */
export function traceparentOf(
  { traceContext }: Pick<InvocationContext, 'traceContext'>,
  request?: HttpRequest,
): string | undefined {
  const asked = readTraceparent(request?.headers.get('traceparent') ?? '');
  const own = readTraceparent(traceContext?.traceParent ?? '');
  const place = asked ?? (own?.isSampled ? own : undefined);
  return place && traceparentText(place);
}
