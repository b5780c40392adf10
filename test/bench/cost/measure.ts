import { setTimeout as sleep } from 'node:timers/promises';
import type { Progress } from '../benchmark.ts';
import { enqueue, untilDistinct } from '../rig/load.ts';
import { type Rig, type RigOptions, withRig } from '../rig/rig.ts';
import { readExecutions } from './executions.ts';
import { between, createStorageBill, type StorageBill } from './storage-bill.ts';
import { untilNoSweepWithin } from './sweep-free.ts';

/** What was counted, for one message, one sweep or one hour. */
export interface Counted extends StorageBill {
  executions: number;
  /** For how long the instance was busy, in seconds. */
  busySeconds: number;
  /** Bytes of the app's own lines in the log. */
  logBytes: number;
}

export interface Counts {
  /** A message that comes alone to a process that is there. */
  lone: Counted;
  /** A message of many for one mailbox, at the pace of Exchange Online. */
  backlog: Counted;
  /** A sweep, for each of the mailboxes. */
  sweepOfOne: Counted;
  /** An hour of a process in which nothing happens, not even a sweep. */
  idleHour: Counted;
}

/** Longer than the app remembers a hold of all mailboxes (five seconds), so that each message finds nothing fresh. */
const PAUSE_MS = 6_000;
/** Until a message is accepted. */
const SEND_MS = 3_000;
const SWEPT = 10;
const FASTER = 4;

/** Counts all of it, with Exchange-like latency (a token 150 ms, AUTH 100, a body 200), by the books of the other side. */
export async function measure(
  { lone, backlog, idleSeconds }: { lone: number; backlog: number; idleSeconds: number },
  progress: Progress,
): Promise<Counts> {
  progress(
    `${lone} lone messages, then ${idleSeconds} s without any; ${backlog} messages of one mailbox, ${FASTER} times as fast; a sweep over ${SWEPT} mailboxes`,
  );
  const [quiet, many, swept] = await Promise.all([
    counting({ mailboxes: 1 }, async (rig, count) => {
      await sendOne(rig, 1);
      await sleep(untilNoSweepWithin(lone * (PAUSE_MS + SEND_MS) + idleSeconds * 1000, Date.now()));
      const ofLone = await count(async () => {
        for (let nth = 2; nth <= lone + 1; nth += 1) await sendOne(rig, nth);
      });
      const idle = await count(() => sleep(idleSeconds * 1000));
      return { lone: each(ofLone, lone), idleHour: each(idle, idleSeconds / 3_600) };
    }),
    counting({ mailboxes: 1, clockFactor: FASTER, rates: true }, (rig, count) =>
      count(async () => {
        const queued = await enqueue(rig, backlog);
        await untilDistinct(rig, queued);
        await sleep(PAUSE_MS / FASTER);
      }),
    ),
    sweepOnce(),
  ]);
  return {
    ...quiet,
    backlog: { ...each(many, backlog), busySeconds: (FASTER * many.busySeconds) / backlog },
    sweepOfOne: each(swept, SWEPT),
  };
}

type Count = (work: () => Promise<unknown>) => Promise<Counted>;

/** One process that has done what it does at its start; `count` tells what a piece of work took. */
async function counting<Value>(
  options: RigOptions,
  use: (rig: Rig, count: Count) => Promise<Value>,
): Promise<Value> {
  const bill = createStorageBill();
  const all = { ...options, latency: true, hostArgs: ['--verbose'], onStorageRequest: bill.hear };
  return withRig(all, async (rig) => {
    const host = await rig.startProcess();
    await sleep(PAUSE_MS);
    return use(rig, async (work) => {
      const [before, from] = [bill.read(), host.output().length];
      await work();
      return { ...between(before, bill.read()), ...saidIn(host.output().slice(from)) };
    });
  });
}

/** The sweep at the start of a process. */
async function sweepOnce(): Promise<Counted> {
  const bill = createStorageBill();
  const options = { mailboxes: SWEPT, hostArgs: ['--verbose'], onStorageRequest: bill.hear };
  return withRig(options, async (rig) => {
    const host = await rig.startProcess();
    await sleep(PAUSE_MS);
    return { ...bill.read(), ...saidIn(host.output()) };
  });
}

async function sendOne(rig: Rig, nth: number): Promise<void> {
  await enqueue(rig, 1);
  await untilDistinct(rig, nth);
  await sleep(PAUSE_MS);
}

function saidIn(output: string): Pick<Counted, 'executions' | 'busySeconds' | 'logBytes'> {
  const { count, busyMs } = readExecutions(output);
  const lines = [...output.matchAll(/\{"event":".*\}/g)].map(([line]) => Buffer.byteLength(line));
  return {
    executions: count,
    busySeconds: busyMs / 1000,
    logBytes: lines.reduce((sum, one) => sum + one, 0),
  };
}

const each = (counted: Counted, among: number): Counted =>
  Object.fromEntries(
    Object.entries(counted).map(([name, value]) => [name, value / among]),
  ) as unknown as Counted;
