import { median } from './benchmark.ts';
import { cpuBounds, measureByMailboxes } from './cpu-by-mailboxes.ts';
import type { LoadBenchmark } from './load-benchmark.ts';
import { countRun } from './rig/counts.ts';
import { enqueue } from './rig/load.ts';
import { type Rig, withRig } from './rig/rig.ts';
import { runNaive, runPlain } from './rig/run-client.ts';
import { sendLoneMessages } from './rig/send-lone-messages.ts';
import { perSecond, sendBacklog, sendBesideStorage } from './rig/send-through-app.ts';
import { sumCounts } from './rig/sum-counts.ts';

interface Size {
  /** Messages with latency, and those of them that the naive function gets. */
  slow: number;
  naive: number;
  lone: number;
  /** Messages without latency, of one mailbox or of so many. */
  fast: number;
  mailboxes: readonly number[];
  rounds: number;
}

const short: Size = { slow: 150, naive: 12, lone: 1, fast: 200, mailboxes: [], rounds: 1 };
const full: Size = { slow: 600, naive: 60, lone: 6, fast: 1_000, mailboxes: [1, 100, 1_000], rounds: 3 };

/**
 * What one process sends without a pace. With Exchange-like latency (a token 150 ms, AUTH 100, a body 200) the three
 * connections are the limit, without it Azurite is. The naive function makes a token and a connection for each message.
 */
export const throughput: LoadBenchmark = {
  says: "messages per second and what each costs, beside nodemailer's pool of 3 and a naive function",
  async measure({ short: isShort, seed, progress }) {
    const size = isShort ? short : full;
    progress(`with latency: ${size.slow} messages through the app`);
    const ours = await sendBacklog({ mailboxes: 1, latency: true, seed }, size.slow);
    progress("with latency: nodemailer's pool of 3, a naive function, lone messages");
    const { ceiling, naive, lone } = await measureOthers(size);
    const fast = [];
    for (let round = 1; round <= size.rounds; round += 1) {
      progress(`without latency: ${size.fast} messages, round ${round} of ${size.rounds}`);
      fast.push(await sendBesideStorage({ mailboxes: 1, seed }, size.fast));
    }
    const byMailboxes = await measureByMailboxes({ ...size, messages: size.fast }, progress);

    const share = ours.perSecond / ceiling.perSecond;
    const runs = [...fast, ...[...byMailboxes.values()].flat()].map(({ counts }) => counts);
    const { tokens, connections } = ours.counts;
    const counts = { ...sumCounts([ours.counts, lone.counts, ...runs]), share, tokens, connections };
    return {
      counts,
      control: { ...naive.counts, share: naive.perSecond / ceiling.perSecond },
      bounds: [
        { what: "beside nodemailer's pool of 3, with latency", value: share, atLeast: 0.97 },
        {
          what: 'beside the naive function, with latency',
          value: ours.perSecond / naive.perSecond,
          atLeast: 5,
        },
        {
          what: 'beside what Azurite gives without mail, without latency',
          value: median(fast.map((sent) => sent.perSecond / sent.storageAlone)),
          // The mail, its server and Azurite share two cores.
          atLeast: 0.5,
          aboutLength: true,
        },
        { what: 'tokens', value: tokens, atMost: 1 },
        { what: 'connections at once', value: connections, atMost: 3 },
        { what: 'table requests for a lone message, with latency', value: lone.tableRequests, atMost: 7 },
        { what: 'table requests a message, with latency', value: ours.tableRequests, atMost: 5 },
        {
          what: 'table requests a message, without latency',
          value: median(fast.map(({ tableRequests }) => tableRequests)),
          atMost: 5,
        },
        { what: 'messages lost or doubled', value: counts.lost + counts.duplicates, atMost: 0 },
        { what: 'refusals by Exchange', value: counts.refused, atMost: 0 },
        ...(isShort ? [] : cpuBounds(byMailboxes)),
      ],
      more: {
        withLatency: ours,
        ceiling,
        naive,
        lone,
        withoutLatency: fast,
        byMailboxes: Object.fromEntries(byMailboxes),
      },
    };
  },
};

/** With the same latency: what does not go through the app, and meanwhile messages that come alone. */
async function measureOthers(size: Size) {
  const alone = (queued: number, work: (rig: Rig) => Promise<void>) =>
    withRig({ mailboxes: 1, latency: true }, async (rig) => {
      await work(rig);
      return { perSecond: perSecond(rig), counts: await countRun(rig, { queued, processes: 1 }) };
    });
  const [ceiling, naive, lone] = await Promise.all([
    alone(size.slow, (rig) => runPlain(rig, 3, size.slow)),
    alone(size.naive, async (rig) => {
      await enqueue(rig, size.naive);
      await runNaive(rig, size.naive);
    }),
    sendLoneMessages(size.lone),
  ]);
  return { ceiling, naive, lone };
}
