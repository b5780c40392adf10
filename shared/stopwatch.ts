/** A part of an attempt that is timed. */
export type Stage = 'fetch' | 'compose' | 'wait' | 'sign' | 'token' | 'connect' | 'login' | 'submit';

/** Milliseconds by stage; one that was not needed is absent. */
export type Stages = Readonly<Partial<Record<Stage, number>>>;

/** Milliseconds an attempt spent in each of its stages, in the order in which they began. */
export interface Stopwatch {
  time<Value>(stage: Stage, work: () => Promise<Value>): Promise<Value>;
  readonly stages: Stages;
}

/** Told when a stage begins; what it returns is called when that stage ends. */
export type BeginStage = (stage: Stage) => () => void;

export function startStopwatch(
  begin: BeginStage = () => () => {},
  now: () => number = () => performance.now(),
): Stopwatch {
  const stages: Partial<Record<Stage, number>> = {};
  return {
    stages,
    async time(stage, work) {
      const end = begin(stage);
      const began = now();
      try {
        return await work();
      } finally {
        // Rounded to a tenth: a stage may be met twice in one attempt, on a second connection.
        stages[stage] = Math.round(((stages[stage] ?? 0) + now() - began) * 10) / 10;
        end();
      }
    },
  };
}
