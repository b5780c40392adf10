import { common, host, NINE } from './common-plan.ts';
import { azuriteLatency, fasterClock } from './latency.ts';
import type { Plan } from './plan.ts';

/** As `pace` runs it: so many messages through so many processes of the dev host, four times as fast as real time. */
export function pacePlan(run: {
  processes: number;
  messages: number;
  clockFactor: number;
  seed: number;
}): Plan {
  const { processes, messages, clockFactor, seed } = run;
  return {
    ...common,
    name: `pace, ${processes} processes`,
    seed,
    start: NINE,
    lastsMs: 600_000,
    endsWhenDone: true,
    producers: [{ kind: 'lump', messages, withinMs: 1_000 }],
    instances: { atFirst: 0, least: processes, most: processes, apart: false, ...host },
    storage: fasterClock(azuriteLatency, clockFactor),
    exchange: { ...common.exchange, turnedAway: 0 },
  };
}
