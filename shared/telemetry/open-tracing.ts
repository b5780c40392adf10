import type { TracingOptions } from './otlp/start-tracing.ts';
import { noTracing, type Tracing } from './tracing.ts';

/** Tracing, once it is loaded. */
export interface OpenedTracing {
  /** Before and without it, that which tells nobody. */
  current: () => Tracing;
  /** Ends when nothing more is loaded. */
  ready: Promise<void>;
}

/**
 * Loads OpenTelemetry where traces go anywhere; without `options` nothing of it is read. It lies in a file of its own
 * beside the bundle. Where that cannot be loaded, mail goes as well, and the first invocation logs it.
 */
export function openTracing(
  options: TracingOptions | undefined,
  load = () => import('./otlp/start-tracing.ts'),
): OpenedTracing {
  let tracing = noTracing;
  async function open(of: TracingOptions): Promise<void> {
    const { startTracing } = await load();
    tracing = startTracing(of);
  }
  const ready = options
    ? open(options).catch((error) => {
        tracing = notLoaded(error);
      })
    : Promise.resolve();
  return { current: () => tracing, ready };
}

function notLoaded(error: { code?: string; name: string }): Tracing {
  let isTold = false;
  return {
    ...noTracing,
    during(work, log) {
      if (!isTold) log({ event: 'traces.failed', code: error.code ?? error.name });
      isTold = true;
      return work();
    },
  };
}
