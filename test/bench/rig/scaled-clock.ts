import { type Clock, systemClock } from '../../../shared/clock.ts';

/** How a benchmark's processes see time: `factor` times as fast since `epoch`, and `skewMs` (of that time) apart. */
export interface ScaledTime {
  factor: number;
  /** Milliseconds since 1970, the same for all processes of a run. */
  epoch: number;
  skewMs: number;
}

/**
 * Every wait of the app shortened alike. A queue hides for whole seconds: what remains, the turn waits itself. It
 * hides for one at least, or a ring would come before the turn it follows was given back, and be lost.
 */
export function scaledClock({ factor, epoch, skewMs }: ScaledTime): Clock {
  const scaled = (real: number) => epoch + (real - epoch) * factor;
  return {
    now: () => scaled(Date.now()) + skewMs,
    sleep: (milliseconds, signal) => systemClock.sleep(milliseconds / factor, signal),
    hiddenSeconds: (milliseconds) =>
      milliseconds <= 0 ? 0 : Math.max(1, Math.floor(milliseconds / factor / 1000)),
    atStorage: scaled,
  };
}
