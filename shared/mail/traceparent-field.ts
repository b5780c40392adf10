import * as z from 'zod/mini';
import { readTraceparent, traceparentText } from '../telemetry/traceparent.ts';

/** As W3C Trace Context has it, one of a wrong form is as none: the trace begins anew, and the message is sent. */
function known(text: string): string | undefined {
  const place = readTraceparent(text);
  return place && traceparentText(place);
}

/** The producer's place in a trace, which the attempts at the message continue. */
export const traceparentField = z.exactOptional(
  z.pipe(z.string(), z.transform(known)).check(
    z.meta({
      title: 'Traceparent',
      description:
        'A W3C traceparent: the spans of this message become part of that trace. One of a wrong form is ignored. No content: a repeat may have another.',
      examples: ['00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'],
    }),
  ),
);
