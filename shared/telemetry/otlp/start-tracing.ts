import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
  serviceInstanceIdDetector,
} from '@opentelemetry/resources';
import { TracerProvider } from '@opentelemetry/sdk-trace';
import type { Clock } from '../../clock.ts';
import type { Tracing } from '../tracing.ts';
import { createSpans, type SmtpServer } from './spans.ts';
import { createWayOut } from './way-out.ts';

/** What traces are made with. Where they go, its exporter reads from the standard OTEL_* variables. */
export interface TracingOptions {
  /** What the app is called, unless OTEL_SERVICE_NAME says otherwise. */
  serviceName: string;
  smtp: SmtpServer;
  clock: Pick<Clock, 'sleep' | 'now'>;
}

/** Spans by OTLP over HTTP, as JSON. */
export function startTracing({ serviceName, smtp, clock }: TracingOptions): Tracing {
  const { processor, during, close } = createWayOut(new OTLPTraceExporter(), clock);
  const resource = defaultResource()
    .merge(resourceFromAttributes({ 'service.name': serviceName }))
    .merge(detectResources({ detectors: [serviceInstanceIdDetector, envDetector] }));
  const provider = new TracerProvider({ resource, spanProcessors: [processor] });
  return { ...createSpans(provider.getTracer('sendasapp'), smtp), during, close };
}
