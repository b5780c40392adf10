import type { Progress } from './benchmark.ts';
import type { LoadBenchmark } from './load-benchmark.ts';
import { type PaceRun, runPace } from './pace-run.ts';
import { createMeeting } from './rig/meeting.ts';
import { sumCounts } from './rig/sum-counts.ts';

/**
 * More than two windows of thirty, so that the pace shows twice. The faster the clock, the less may a busy processor
 * delay a message on its way before it comes too soon after another.
 */
const short = { messages: 61, clockFactor: 5 };
export const long = { messages: 91, clockFactor: 4 };
type Load = typeof short;

/** What a mailbox may send, sustained by any number of processes without a refusal. */
export const pace: LoadBenchmark = {
  says: 'the permitted rate of one mailbox with 1 to 8 processes: refusals, share, requests a message',
  async measure({ short: isShort, seed, progress }) {
    const [runs, unpaced] = isShort ? await sideBySide(short, seed) : await oneByOne(long, seed, progress);
    const counts = {
      ...sumCounts([runs[0].counts, ...runs.slice(1).map((run) => run.counts)]),
      share: Math.min(...runs.map(({ share }) => share)),
    };
    const worst = (of: (run: PaceRun) => number) => Math.max(...runs.map(of));
    return {
      counts,
      control: { ...unpaced.counts, share: unpaced.share },
      bounds: [
        { what: 'refusals by Exchange', value: counts.refused, atMost: 0 },
        { what: 'messages lost', value: counts.lost, atMost: 0 },
        { what: 'messages not accepted at the end', value: counts.queued - counts.distinct, atMost: 0 },
        { what: 'messages accepted twice', value: counts.duplicates, atMost: 0 },
        { what: 'connections of the mailbox at once', value: counts.connections, atMost: 3 },
        { what: 'share of the permitted rate', value: counts.share, atLeast: 0.95 },
        { what: 'thirty of thirty after, seconds', value: worst((run) => run.thirtySeconds), atMost: 15 },
        { what: 'table requests a message', value: worst((run) => run.tableRequests), atMost: 7 },
        { what: 'conflicts a message', value: worst((run) => run.conflicts), atMost: 0.2 },
        { what: 'control: refusals without pace', value: unpaced.counts.refused, atLeast: 1 },
      ],
      more: { runs, unpaced },
    };
  },
};

type Runs = [runs: readonly [PaceRun, ...PaceRun[]], unpaced: PaceRun];

async function sideBySide(load: Load, seed: number): Promise<Runs> {
  const common = { ...load, seed, meet: createMeeting(3) };
  const [one, eight, unpaced] = await Promise.all([
    runPace({ ...common, processes: 1, isPaced: true }),
    runPace({ ...common, processes: 8, isPaced: true }),
    runPace({ ...common, processes: 1, isPaced: false }),
  ]);
  return [[one, eight], unpaced];
}

async function oneByOne(load: Load, seed: number, progress: Progress): Promise<Runs> {
  const run = (processes: number, isPaced = true) => {
    progress(`${load.messages} messages, ${processes} processes${isPaced ? '' : ', without pace'}`);
    return runPace({ ...load, processes, seed, isPaced, meet: createMeeting(1) });
  };
  return [[await run(1), await run(2), await run(4), await run(8)], await run(8, false)];
}
