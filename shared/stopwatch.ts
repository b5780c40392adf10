/** Milliseconds an attempt spent in each of its stages, in the order in which they began. */
export interface Stopwatch {
  time<Value>(stage: string, work: () => Promise<Value>): Promise<Value>;
  readonly stages: Readonly<Record<string, number>>;
}

export function startStopwatch(now: () => number = () => performance.now()): Stopwatch {
  const stages: Record<string, number> = {};
  return {
    stages,
    async time(stage, work) {
      const began = now();
      try {
        return await work();
      } finally {
        // Rounded to a tenth: a stage may be met twice in one attempt, on a second connection.
        stages[stage] = Math.round(((stages[stage] ?? 0) + now() - began) * 10) / 10;
      }
    },
  };
}
