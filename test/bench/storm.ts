import type { LoadBenchmark } from './load-benchmark.ts';
import { countRun, type RawCounts } from './rig/counts.ts';
import { enqueue, untilDistinct } from './rig/load.ts';
import { type RigOptions, withRig } from './rig/rig.ts';
import { type PlainJob, runPlain } from './rig/run-client.ts';
import { sumCounts } from './rig/sum-counts.ts';

const MESSAGES = 120;
const SENT_WITHIN_MS = 60_000;

/**
 * A full queue, several processes, and no pace of ours: what keeps Exchange's limit of three connections a mailbox is
 * the turn alone. nodemailer's pool of five knows no limit, and does not try again.
 */
export const storm: LoadBenchmark = {
  says: 'no pace, several processes, one mailbox: refusals beside a plain pool of 5',
  async measure({ short, seed, progress }) {
    const ours = async (processes: number) => {
      progress(`ours, ${processes} processes`);
      return oursInProcesses(processes, seed);
    };
    const first = await ours(4);
    const more = short ? [] : [await ours(1), await ours(8)];
    progress('nodemailer, a pool of 5');
    const pool = await nodemailerAlone(5, seed);
    progress('nodemailer, unpooled');
    const unpooled = await nodemailerAlone('unpooled', seed);
    const counts = withShare(sumCounts([first, ...more]));
    return {
      counts,
      control: withShare(pool),
      bounds: [
        { what: 'refusals by Exchange', value: counts.refused, atMost: 0 },
        { what: 'messages lost, doubled or not accepted', value: failedOf(counts), atMost: 0 },
        { what: 'connections of the mailbox at once', value: counts.connections, atMost: 3 },
        { what: 'control: refusals of a pool of 5', value: pool.refused, atLeast: 1 },
        { what: 'control: messages that a pool of 5 lost', value: pool.lost, atLeast: 1 },
      ],
      more: { unpooled: withShare(unpooled), runs: [first, ...more] },
    };
  },
};

const options = (seed: number): RigOptions => ({
  mailboxes: 1,
  latency: true,
  wayMs: 100,
  seed,
  env: { MAIL_PACE: 'off' },
});

const oursInProcesses = (processes: number, seed: number): Promise<RawCounts> =>
  withRig(options(seed), async (rig) => {
    const queued = await enqueue(rig, MESSAGES);
    await Promise.all(Array.from({ length: processes }, () => rig.startProcess()));
    await untilDistinct(rig, queued, SENT_WITHIN_MS);
    return countRun(rig, { queued, processes });
  });

const nodemailerAlone = (connections: PlainJob['connections'], seed: number): Promise<RawCounts> =>
  withRig(options(seed), async (rig) => {
    await runPlain(rig, connections, MESSAGES);
    return countRun(rig, { queued: MESSAGES, processes: 1 });
  });

const failedOf = ({ queued, distinct, duplicates }: RawCounts): number => queued - distinct + duplicates;

/** Of the messages, how many Exchange took. */
const withShare = (counts: RawCounts) => ({ ...counts, share: counts.distinct / counts.queued });
