import {
  type Attributes,
  type Context,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import type { Stage } from '../../stopwatch.ts';
import { readTraceparent, traceparentText } from '../traceparent.ts';
import type { Tracing } from '../tracing.ts';

/** Where mail is handed in. */
export interface SmtpServer {
  host: string;
  port: number;
}

/** What goes on in this process; all other stages ask somebody. */
const inProcess: ReadonlySet<Stage> = new Set(['compose', 'wait']);
const onTheLine: ReadonlySet<Stage> = new Set(['connect', 'login', 'submit']);

/**
 * The spans of taking in and of attempts, each in the producer's trace. What they say of mail is what the log says, and
 * less: no recipient, subject, token, metadata or reply.
 */
export function createSpans(tracer: Tracer, smtp: SmtpServer): Pick<Tracing, 'takeIn' | 'attempt'> {
  const server = { 'server.address': smtp.host, 'server.port': smtp.port };
  return {
    takeIn(given) {
      const span = tracer.startSpan('mail.take-in', { kind: SpanKind.CONSUMER }, contextOf(given));
      return {
        traceparent: given ?? textOf(span),
        end({ id, mailbox, became }) {
          span.setAttributes({ 'mail.id': id, 'mail.mailbox': mailbox, 'mail.became': became });
          if (became === 'put-back' || became === 'refused') fail(span, became);
          span.end();
        },
      };
    },
    attempt(kept) {
      const span = tracer.startSpan('mail.attempt', { kind: SpanKind.CONSUMER }, contextOf(kept));
      const inside = trace.setSpan(ROOT_CONTEXT, span);
      return {
        begin(stage) {
          const kind = inProcess.has(stage) ? SpanKind.INTERNAL : SpanKind.CLIENT;
          const attributes = onTheLine.has(stage) ? server : {};
          const child = tracer.startSpan(stage, { kind, attributes }, inside);
          return () => child.end();
        },
        end({ id, mailbox, attempt, outcome, action, failure: [first] = [], code }) {
          const attributes: Attributes = {
            'mail.id': id,
            'mail.mailbox': mailbox,
            'mail.attempt': attempt,
            'mail.outcome': outcome,
            'mail.action': action,
            'mail.code': typeof code === 'string' ? code : code[0],
          };
          span.setAttributes(attributes);
          if (first) fail(span, first.id, first.at);
          span.end();
        },
      };
    },
  };
}

/** By its id in the catalogue: the other side's words may hold an address. */
function fail(span: Span, id: string, at?: string): void {
  span.setAttributes({ 'error.type': id, ...(at && { 'mail.failed_at': at }) });
  span.setStatus({ code: SpanStatusCode.ERROR, message: id });
}

function contextOf(traceparent: string | undefined): Context {
  const place = traceparent === undefined ? undefined : readTraceparent(traceparent);
  if (!place) return ROOT_CONTEXT;
  const { traceId, spanId, isSampled } = place;
  const traceFlags = isSampled ? TraceFlags.SAMPLED : TraceFlags.NONE;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true });
}

function textOf(span: Span): string {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return traceparentText({ traceId, spanId, isSampled: (traceFlags & TraceFlags.SAMPLED) !== 0 });
}
