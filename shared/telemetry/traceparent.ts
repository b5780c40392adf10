/** A place in a trace: what a span of ours continues. Ids in lower-case hexadecimal. */
export interface TracePlace {
  traceId: string;
  spanId: string;
  /** Whoever began the trace records it. */
  isSampled: boolean;
}

/** https://www.w3.org/TR/trace-context/#traceparent-header-field-values; a later version may say more behind the flags. */
const form = /^(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;
const SAMPLED = 1;

/** The place that a W3C `traceparent` names; undefined where it names none, and then W3C has the trace begin anew. */
export function readTraceparent(text: string): TracePlace | undefined {
  const [, version, traceId, spanId, flags = '', more] = form.exec(text) ?? [];
  if (!traceId || !spanId || (version === '00' && more !== undefined)) return undefined;
  return { traceId, spanId, isSampled: (Number.parseInt(flags, 16) & SAMPLED) !== 0 };
}

/** As version 00 writes it. */
export const traceparentText = ({ traceId, spanId, isSampled }: TracePlace): string =>
  `00-${traceId}-${spanId}-${isSampled ? '01' : '00'}`;
