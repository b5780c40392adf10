import { setTimeout as sleep } from 'node:timers/promises';
import { countRun, type RawCounts } from './counts.ts';
import { CPU_EVERY_MS, cpuMsIn } from './cpu-line.ts';
import { enqueue, untilDistinct } from './load.ts';
import { type Rig, type RigOptions, withRig } from './rig.ts';
import { run } from './run-client.ts';
import type { StorageJob } from './storage-alone.ts';
import { createWorkCounter } from './storage-work.ts';

/** What one process sent without a pace. All but the counts and the rates: for each message. */
export interface Sent {
  counts: RawCounts;
  perSecond: number;
  cpuMs: number;
  tableRequests: number;
  queueRequests: number;
  vaultCalls: number;
  logins: number;
}

const unpaced = ({ env, ...options }: RigOptions): RigOptions => ({
  ...options,
  env: { MAIL_PACE: 'off', ...env },
});

/** The queue is full when the process starts; what its start costs is in its figures. */
export const sendBacklog = (options: RigOptions, perMailbox: number): Promise<Sent> =>
  withRig(unpaced(options), (rig) => drain(rig, perMailbox));

/** The same, and messages a second that Azurite gives for the same storage work without any mail. */
export async function sendBesideStorage(
  options: RigOptions,
  perMailbox: number,
): Promise<Sent & { storageAlone: number }> {
  const { work, hear } = createWorkCounter();
  return withRig({ ...unpaced(options), onStorageRequest: hear }, async (rig) => {
    const sent = await drain(rig, perMailbox);
    const { connectionString } = rig.stack.azurite;
    const job: StorageJob = { connectionString, messages: sent.counts.queued, work: { ...work } };
    const program = new URL('./storage-alone.ts', import.meta.url);
    const milliseconds = Number(await run(program, job, rig.stack.env));
    return { ...sent, storageAlone: (job.messages * 1000) / milliseconds };
  });
}

/** The messages come when the process has done what it does at its start, a sweep over all mailboxes for one. */
export const sendWhenStarted = (options: RigOptions, perMailbox: number): Promise<Sent> =>
  withRig(unpaced(options), async (rig) => {
    const host = await rig.startProcess();
    while (await isAtWork(rig));
    const start = { ...rig.requests, cpuMs: cpuMsIn(host.output()) };
    const queued = await enqueue(rig, perMailbox);
    await untilDistinct(rig, queued);
    await host.stop();
    return measure(rig, queued, host.output(), start);
  });

async function drain(rig: Rig, perMailbox: number): Promise<Sent> {
  const queued = await enqueue(rig, perMailbox);
  const host = await rig.startProcess();
  await untilDistinct(rig, queued);
  await host.stop();
  return measure(rig, queued, host.output());
}

/** Whether there were requests to the table within a while, or none yet. */
async function isAtWork({ requests }: Rig): Promise<boolean> {
  const before = requests.table;
  await sleep(2 * CPU_EVERY_MS);
  return requests.table !== before || before === 0;
}

async function measure(
  rig: Rig,
  queued: number,
  output: string,
  start = { table: 0, queue: 0, cpuMs: 0 },
): Promise<Sent> {
  const { vault, exchange } = rig.stack;
  const { table, queue } = rig.requests;
  const logins = exchange.record.filter(({ stage, reply }) => stage === 'auth' && reply?.startsWith('235'));
  return {
    counts: await countRun(rig, { queued, processes: 1 }),
    perSecond: perSecond(rig),
    cpuMs: (cpuMsIn(output) - start.cpuMs) / queued,
    tableRequests: (table - start.table) / queued,
    // Beside those of the producers.
    queueRequests: (queue - start.queue - queued) / queued,
    vaultCalls: vault.requests.length / queued,
    logins: logins.length / queued,
  };
}

/** From the first to the last acceptance, by the server's clock. */
export function perSecond({ stack }: Rig): number {
  const times = stack.exchange.messages.map(({ time }) => Date.parse(time));
  return ((times.length - 1) * 1000) / (Math.max(...times) - Math.min(...times));
}
