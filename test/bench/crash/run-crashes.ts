import { type CrashPoint, crashPoints } from '../../../shared/mailbox/crash-points.ts';
import type { Progress } from '../benchmark.ts';
import { startServices } from '../outage/services.ts';
import type { RawCounts } from '../rig/counts.ts';
import { enqueue } from '../rig/load.ts';
import { type Rig, withRig } from '../rig/rig.ts';
import { countSettled } from '../rig/settled.ts';
import { deathsOf } from './deaths.ts';
import { CRASH_FACTOR, crashEnv, dieAfter, dieAt } from './die.ts';
import { createPoster, postedMessage } from './poster.ts';

/** Side by side, so that there is always somebody to take over. */
const LANES = 2;
const HOLDING = ['mailbox-0@contoso.example', 'mailbox-1@contoso.example'];
const RESENDING = ['mailbox-2@contoso.example', 'mailbox-3@contoso.example'];
const BUSY = [...HOLDING, ...RESENDING];
const MESSAGES = 2;
const points = Object.keys(crashPoints) as CrashPoint[];

export interface CrashOptions {
  rounds: number;
  seed: number;
  isControl: boolean;
  /** Until everything has to be at rest at the end, in milliseconds. */
  patience: number;
}

export interface CrashCounts {
  counts: RawCounts;
  /** Second copies of messages that say `hold`. */
  holdDuplicates: number;
  /** Named point → how many processes ended there. */
  reached: Record<string, number>;
  /** Messages that were posted and got a 202. */
  posted: number;
}

/** Kills one process after the other under load, and lets the last ones clear up. */
export function runCrashes(options: CrashOptions, progress: Progress): Promise<CrashCounts> {
  const { rounds, seed, isControl, patience } = options;
  const mailboxes = BUSY.length + points.length;
  return withRig(
    { mailboxes, clockFactor: CRASH_FACTOR, latency: true, seed, isControl, env: crashEnv },
    async (rig) => {
      rig.stack.contoso.exchange.loseAcknowledgement = { every: 10 };
      const services = await startServices(rig);
      const reached: Record<string, number> = {};
      let queued = 0;
      const poster = createPoster();
      const deaths = deathsOf(rounds, seed, isControl).entries();
      async function lane(): Promise<void> {
        for (const [round, death] of deaths) {
          progress(`${isControl ? 'control' : 'ours'}: process ${round + 1} of ${rounds}`);
          const load = await enqueueLoad(rig);
          queued += load;
          if ('afterMs' in death) {
            await dieAfter(rig, services, death.afterMs, (host) =>
              isControl ? Promise.resolve() : poster.post(host, postedLoad()),
            );
            continue;
          }
          const ended = await dieAt(rig, services, death.point, quietOf(rig, death.point));
          queued += ended.queued;
          if (ended.isReached) reached[death.point] = (reached[death.point] ?? 0) + 1;
        }
      }
      try {
        await Promise.all(Array.from({ length: LANES }, lane));
        progress('the last processes clear up');
        const [last] = await Promise.all(Array.from({ length: LANES }, () => rig.startProcess()));
        if (last) await poster.finish(last, patience);
        const run = { queued: queued + poster.taken, processes: rounds + LANES };
        const counts = await countSettled(rig, run, patience);
        return { counts, holdDuplicates: holdDuplicates(rig), reached, posted: poster.taken };
      } finally {
        await services.stop();
      }
    },
  );
}

/** For each named point one that is quiet as a rule. */
const quietOf = ({ mailboxes }: Rig, point: CrashPoint) =>
  mailboxes[BUSY.length + points.indexOf(point)] as string;

const postedLoad = () => [
  ...HOLDING.map((from) => postedMessage(from, { ifUncertain: 'hold' })),
  ...RESENDING.map((from) => postedMessage(from, { ifUncertain: 'resend' })),
];

async function enqueueLoad(rig: Rig): Promise<number> {
  const [held, resent] = await Promise.all([
    enqueue(rig, MESSAGES, HOLDING, { ifUncertain: 'hold' }),
    enqueue(rig, MESSAGES, RESENDING, { ifUncertain: 'resend' }),
  ]);
  return held + resent;
}

function holdDuplicates({ stack }: Rig): number {
  const sent = stack.exchange.messages.filter(({ mailbox }) => HOLDING.includes(mailbox));
  return sent.length - new Set(sent.map(({ messageId }) => messageId)).size;
}
