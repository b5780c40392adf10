import { compareWithPace } from './fleet/agreement.ts';
import { boundsOf, boundsOfAgreement, countsOf, leastShare } from './fleet/bounds.ts';
import type { FleetRun } from './fleet/fleet-run.ts';
import { rowOf, rowsOf } from './fleet/in-table.ts';
import { judge } from './fleet/judge.ts';
import { controlPlan, plansOf } from './fleet/plans.ts';
import { playFleet } from './fleet/play-fleet.ts';
import type { LoadBenchmark } from './load-benchmark.ts';
import { sumCounts } from './rig/sum-counts.ts';

/** The app's own mailboxes, pace and decisions on a virtual clock, far beyond the desk, beside what is measured there. */
export const fleet: LoadBenchmark = {
  says: '1 to 1,000 mailboxes, up to 200 instances, a virtual day: a model of it, beside the measured pace',
  async measure({ short, seed, progress }) {
    const agreements = await compareWithPace({ short, seed }, progress);
    const runs: FleetRun[] = [];
    for (const plan of plansOf(short, seed)) runs.push(await judge(await playFleet(plan, progress)));
    const control = await judge(await playFleet(controlPlan(seed), progress));
    const [first, ...others] = agreements.map(({ model }) => model);
    const all = [first as FleetRun, ...others, ...runs] as const;
    const counts = sumCounts([countsOf(all[0]), ...all.slice(1).map(countsOf)]);
    return {
      counts: { ...counts, share: leastShare(all) },
      control: { ...countsOf(control), share: leastShare([control]) },
      bounds: [
        ...boundsOf(all, counts),
        ...boundsOfAgreement(agreements),
        { what: 'control: refusals without pace', value: control.refused, atLeast: 1 },
      ],
      table: [...runs.map(rowOf), rowOf(control), ...agreements.flatMap(rowsOf)],
      more: { runs, agreements, control },
    };
  },
};
