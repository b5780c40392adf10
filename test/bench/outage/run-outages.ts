import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import type { Progress } from '../benchmark.ts';
import type { RawCounts } from '../rig/counts.ts';
import { keepRunning } from '../rig/keep-running.ts';
import { type Rig, withRig } from '../rig/rig.ts';
import { countSettled } from '../rig/settled.ts';
import { startLoad } from '../rig/steady-load.ts';
import { type Outage, outages } from './outages.ts';
import { type Services, startServices } from './services.ts';

/** Thirty: a lease is two seconds, the host's thirty seconds until the next try of a failed message are one. */
const CLOCK_FACTOR = 30;
const MAILBOXES = 2;
const LOAD_EVERY_MS = 200;

/** Real milliseconds. */
export interface Lengths {
  down: number;
  /** The same for outages that are to outlast five tries of the queue. */
  long: number;
  between: number;
  /** Until everything has to be at rest at the end. */
  patience: number;
}

/** The same load and the same outages for ours and for the control. */
export function runOutages(isControl: boolean, lengths: Lengths, progress: Progress): Promise<RawCounts> {
  const options = {
    mailboxes: MAILBOXES,
    clockFactor: CLOCK_FACTOR,
    latency: true,
    isControl,
    env: {
      BENCH_SWEEP_MS: String(300_000 / CLOCK_FACTOR),
      AzureFunctionsJobHost__extensions__queues__visibilityTimeout: '00:00:01',
    },
  };
  return withRig(options, async (rig) => {
    const services = await startServices(rig);
    const start = () => rig.startProcess(0, services.env);
    const processes = await Promise.all([keepRunning(start), keepRunning(start)]);
    try {
      const load = startLoad(rig, LOAD_EVERY_MS);
      await sleep(lengths.between);
      for (const outage of outages) {
        progress(`${isControl ? 'control' : 'ours'}: ${outage.name} is away`);
        if (outage.afterAcceptance) await nextAcceptance(rig, outage.afterAcceptance);
        const replaced = outage.meetsFresh && processes[0].replace();
        await during(services, outage, outage.isLong ? lengths.long : lengths.down);
        await replaced;
        await sleep(lengths.between);
      }
      const queued = await load.end();
      const started = processes.reduce((total, one) => total + one.started, 0);
      return await countSettled(rig, { queued, processes: started }, lengths.patience);
    } finally {
      await Promise.all(processes.map((one) => one.stop()));
      await services.stop();
    }
  });
}

async function during(services: Services, { services: names }: Outage, milliseconds: number): Promise<void> {
  for (const name of names) services[name].down = true;
  await sleep(milliseconds);
  for (const name of names) services[name].down = false;
}

/** Resolves when the stand-in has stored a message; the app has not seen the 250 yet or, `unanswered`, never will. */
async function nextAcceptance({ stack }: Rig, how: 'answered' | 'unanswered'): Promise<void> {
  const { messages } = stack.exchange;
  const before = messages.length;
  if (how === 'unanswered') stack.contoso.exchange.loseAcknowledgement = { every: 1 };
  while (messages.length === before) await setImmediate();
  delete stack.contoso.exchange.loseAcknowledgement;
}
