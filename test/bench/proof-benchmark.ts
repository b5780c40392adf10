import type { Progress } from './benchmark.ts';

/** What a proof found: raw for a machine, lines for a person, and whether it holds. */
interface Proof {
  holds: boolean;
  json: Record<string, unknown>;
  lines: readonly string[];
}

/** A benchmark that proves something case by case. */
export interface ProofBenchmark {
  says: string;
  prove(options: { short: boolean; seed: number; progress: Progress }): Promise<Proof>;
}
