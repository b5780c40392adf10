import type { Progress } from '../benchmark.ts';
import { long } from '../pace.ts';
import { type PaceRun, runPace } from '../pace-run.ts';
import { createMeeting } from '../rig/meeting.ts';
import { countAll } from '../rig/table-requests.ts';
import type { FleetRun } from './fleet-run.ts';
import { judge } from './judge.ts';
import { pacePlan } from './pace-plan.ts';
import { playFleet } from './play-fleet.ts';
import { recordedPace } from './recorded-pace.ts';

/** What both the model and `pace` tell of one mailbox: table requests and conflicts are a message's. */
export type PaceFigures = Pick<PaceRun, 'share' | 'tableRequests' | 'conflicts'>;

/** One size at which both exist. */
export interface Agreement {
  processes: number;
  model: FleetRun;
  measured: PaceFigures;
  /** Where the measured figures come from. */
  from: 'this run' | 'the record';
}

const sizes = [1, 2, 4, 8] as const;

/** Runs the model as `pace` runs the app, beside what was measured then, or is measured now. */
export async function compareWithPace(
  { short, seed }: { short: boolean; seed: number },
  progress: Progress,
): Promise<Agreement[]> {
  const agreements: Agreement[] = [];
  for (const processes of sizes) {
    const model = await judge(await playFleet(pacePlan({ ...long, processes, seed }), () => {}));
    if (!short) progress(`pace, measured with ${processes} processes`);
    const meet = createMeeting(1);
    const measured = short
      ? recordedPace[processes]
      : figuresOf(await runPace({ ...long, processes, seed, isPaced: true, meet }));
    agreements.push({ processes, model, measured, from: short ? 'the record' : 'this run' });
  }
  return agreements;
}

/** Without the requests that met no table yet, and those that made it: in Azure the template does. */
function figuresOf({ share, conflicts, byKind }: PaceRun): PaceFigures {
  const tableRequests = (countAll(byKind) - 2 * byKind.other) / long.messages;
  return { share, conflicts, tableRequests };
}
