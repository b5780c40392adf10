import { BatchSpanProcessor, type SpanExporter } from '@opentelemetry/sdk-trace';
import type { Clock } from '../../clock.ts';
import type { Tracing } from '../tracing.ts';

/** In the background, while functions run. */
const EXPORT_EVERY_MS = 1_000;
/** An invocation ends so much later at most, where the spans are not gone by then. */
const SEE_OFF_MS = 500;
const CLOSE_WITHIN_MS = 2_000;
const TELL_EVERY_MS = 3_600_000;

/**
 * How spans leave: in the background, and at the latest when the last running invocation ends. An exporter that did not
 * answer is waited for no more until it has taken something; at most 2,048 spans wait for it, and others are dropped.
 */
export function createWayOut(
  out: SpanExporter,
  { sleep, now }: Pick<Clock, 'sleep' | 'now'>,
): Pick<Tracing, 'during' | 'close'> & { processor: BatchSpanProcessor } {
  let running = 0;
  let isWell = true;
  let failure: Error | undefined;
  let toldAt = Number.NEGATIVE_INFINITY;

  const watched: SpanExporter = {
    export: (spans, done) =>
      out.export(spans, (result) => {
        isWell = result.error === undefined;
        failure = result.error ?? failure;
        done(result);
      }),
    shutdown: () => out.shutdown(),
  };
  const processor = new BatchSpanProcessor({ exporter: watched, scheduledDelayMillis: EXPORT_EVERY_MS });

  /** Whether it ended within so many milliseconds, well or not. */
  async function within(milliseconds: number, work: Promise<unknown>): Promise<boolean> {
    const ended = new AbortController();
    const late = sleep(milliseconds, ended.signal).then(() => false);
    const isInTime = await Promise.race([work.then(yes, yes), late]);
    ended.abort();
    return isInTime;
  }

  /** Those of the background are under way without the processor: the exporter knows of them. */
  async function seeOff(): Promise<void> {
    await processor.forceFlush();
    await out.forceFlush?.();
  }

  return {
    processor,
    async during(work, log) {
      running += 1;
      try {
        return await work();
      } finally {
        running -= 1;
        if (running === 0 && isWell && !(await within(SEE_OFF_MS, seeOff()))) isWell = false;
        if (failure && now() - toldAt >= TELL_EVERY_MS) {
          log({ event: 'traces.failed', code: codeOf(failure) });
          toldAt = now();
          failure = undefined;
        }
      }
    },
    async close() {
      await within(CLOSE_WITHIN_MS, processor.shutdown());
    },
  };
}

const yes = () => true;

/** A status of HTTP, an error code of the system, or what kind of error it is. */
const codeOf = (error: Error): string => String('code' in error ? error.code : error.name);
