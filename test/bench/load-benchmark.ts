import type { Progress } from './benchmark.ts';
import type { RawCounts } from './rig/counts.ts';

/** What a benchmark under load found, from the other side's books. */
export interface LoadReport {
  /** Sums over the runs with our mechanism on; `share`: of what was permitted, the smallest of the runs. */
  counts: RawCounts & { share: number };
  /** The same load with the mechanism off: it must look worse, or the bounds show nothing. */
  control: RawCounts & { share: number };
  /** `aboutLength`: too noisy or too short-lived to hold in a short run. */
  bounds: readonly {
    what: string;
    value: number;
    atMost?: number;
    atLeast?: number;
    aboutLength?: true;
  }[];
  /** Runs beside each other, for people, a row each. */
  table?: readonly Record<string, string | number>[];
  /** What else was measured. */
  more?: Record<string, unknown>;
}

/** A benchmark of a whole load beside its control. */
export interface LoadBenchmark {
  says: string;
  measure(options: { short: boolean; seed: number; progress: Progress }): Promise<LoadReport>;
}
