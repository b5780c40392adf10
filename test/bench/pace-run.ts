import { seededRandom } from '../../local/exchange/delay.ts';
import type { RawCounts } from './rig/counts.ts';
import { distinctWithin, enqueue } from './rig/load.ts';
import { type Rig, withRig } from './rig/rig.ts';
import { countSettled } from './rig/settled.ts';
import { withTableProxy } from './rig/table-proxy.ts';
import { countAll, type TableRequests } from './rig/table-requests.ts';

const MINUTE_MS = 60_000;
const A_MINUTE = 30;
/** How far a process's clock may be off, either way. */
const SKEW_MS = 3_000;
/** So many times the permitted time: what has not been sent by then is reported. */
const PATIENCE = 1.3;
/** For the last landing; a control still has messages to send. */
const SETTLE_MS = 2_000;

export interface PaceRun {
  counts: RawCounts;
  /** Time that the permitted rate needs ÷ time taken, by Exchange's record. */
  share: number;
  /** From the first to the thirtieth acceptance, in the run's time. */
  thirtySeconds: number;
  /** For each message. */
  tableRequests: number;
  /** For each message. */
  conflicts: number;
  byKind: TableRequests;
  refusals: Record<string, number>;
}

/** One mailbox's messages through so many processes. */
export function runPace(run: {
  messages: number;
  clockFactor: number;
  processes: number;
  seed: number;
  isPaced: boolean;
  /** Waits for the runs beside this one: a start takes the processor that sending needs to keep its time. */
  meet: () => Promise<void>;
}): Promise<PaceRun> {
  const { messages, clockFactor, processes, seed, isPaced, meet } = run;
  const options = {
    mailboxes: 1,
    clockFactor,
    rates: true,
    latency: true,
    wayMs: 1_500,
    seed,
    env: { MAIL_PACE: isPaced ? 'exchange-online' : 'off' },
  };
  return withRig(options, (rig) =>
    withTableProxy(rig, async ({ connectionString, requests }) => {
      const env = { MAIL_STORAGE: connectionString };
      const hosts = await Promise.all(skews(processes, seed).map((skew) => rig.startProcess(skew, env)));
      await meet();
      const queued = await enqueue(rig, messages);
      await distinctWithin(rig, queued, PATIENCE * permittedMs(rig, messages));
      const counts = await countSettled(rig, { queued, processes }, SETTLE_MS);
      // While the proxy is still there for what a control has under way.
      await Promise.all(hosts.map((host) => host.stop()));
      return {
        counts,
        ...paceOf(rig, messages),
        tableRequests: countAll(requests) / messages,
        conflicts: requests.conflicts / messages,
        byKind: { ...requests },
        refusals: rig.stack.exchange.counts().refused,
      };
    }),
  );
}

/** Clocks as far apart as they may be, whichever process begins. */
function skews(processes: number, seed: number): number[] {
  const random = seededRandom(seed);
  const first = random() < 0.5 ? 1 : -1;
  return Array.from({ length: processes }, (_, index) => first * (index % 2 === 0 ? SKEW_MS : -SKEW_MS));
}

/** Thirty at once, thirty more with each minute; in real milliseconds. */
const permittedMs = ({ clockFactor }: Rig, messages: number): number =>
  ((Math.ceil(messages / A_MINUTE) - 1) * MINUTE_MS) / clockFactor;

function paceOf(rig: Rig, messages: number): Pick<PaceRun, 'share' | 'thirtySeconds'> {
  const times = rig.stack.exchange.messages.map(({ time }) => Date.parse(time)).sort((a, b) => a - b);
  const [first = Number.NaN] = times;
  const after = (count: number) => (times[count - 1] ?? Number.POSITIVE_INFINITY) - first;
  return {
    share: permittedMs(rig, messages) / after(messages),
    thirtySeconds: (after(A_MINUTE) * rig.clockFactor) / 1000,
  };
}
