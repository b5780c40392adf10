import { setTimeout as sleep } from 'node:timers/promises';
import { countRun, type RawCounts } from './rig/counts.ts';
import { distinctWithin, enqueue } from './rig/load.ts';
import { startOneRow } from './rig/one-row.ts';
import { type Rig, withRig } from './rig/rig.ts';
import { inQueues } from './rig/settled.ts';
import { withTableProxy } from './rig/table-proxy.ts';
import type { TableRequests } from './rig/table-requests.ts';

const MESSAGES = 1_000;
const PROCESSES = 8;
const PATIENCE_MS = 60_000;
const LOOK_EVERY_MS = 200;
const THIRTY = 30;
/** The queue fills and the processes start before any message can be picked up. */
const HIDDEN_MS = 8_000;

export interface Burst {
  counts: RawCounts;
  inRoom: number;
  /** From when the first could be picked up until all were in the room; of the control, how long it had. */
  seconds: number;
  /** To table, queue and blobs until then, the producer's too, for each message in the room. */
  requests: number;
  /** For each message in the room. */
  conflicts: number;
  byKind: TableRequests;
  /** From when the first could be picked up until Exchange had thirty. */
  thirtySeconds?: number;
}

/** Through the app as it is deployed, every clock as it is. */
export function burstIntoRoom(seed: number): Promise<Burst> {
  const options = { mailboxes: 1, rates: true, latency: true, wayMs: 1_500, seed };
  return withRig(options, (rig) =>
    withTableProxy(rig, async ({ connectionString, requests }) => {
      const start = () => rig.startProcess(0, { MAIL_STORAGE: connectionString });
      const began = Date.now() + HIDDEN_MS;
      const [hosts] = await Promise.all([
        Promise.all(Array.from({ length: PROCESSES }, start)),
        enqueue(rig, MESSAGES, rig.mailboxes, {}, began),
      ]);
      await sleep(Math.max(0, began - Date.now()));
      await untilInRoom(rig, began + PATIENCE_MS);
      const taken = takenIn(rig, requests, began);
      await distinctWithin(rig, THIRTY, PATIENCE_MS);
      const thirtieth = rig.stack.exchange.messages[THIRTY - 1]?.time ?? '';
      // What a function that runs took from the queue is in the room and, until it ends, in the queue.
      await Promise.all(hosts.map((host) => host.stop()));
      return {
        ...(await burstOf(rig, taken)),
        thirtySeconds: (Date.parse(thirtieth) - began) / 1000,
      };
    }),
  );
}

/** The same messages and processes where each message updates the mailbox's one row; ended after `milliseconds`. */
export function burstIntoOneRow(milliseconds: number): Promise<Burst> {
  return withRig({ mailboxes: 1 }, (rig) =>
    withTableProxy(rig, async ({ connectionString, requests }) => {
      await enqueue(rig, MESSAGES);
      const began = Date.now();
      const processes = await startOneRow(rig, connectionString, PROCESSES);
      await sleep(milliseconds).finally(processes.stop);
      return burstOf(rig, takenIn(rig, requests, began));
    }),
  );
}

/** What had been done for the burst by now. */
function takenIn(rig: Rig, requests: TableRequests, began: number) {
  return {
    seconds: (Date.now() - began) / 1000,
    storageOps: Object.values(rig.requests).reduce((sum, one) => sum + one, 0),
    byKind: { ...requests },
  };
}

async function burstOf(rig: Rig, taken: ReturnType<typeof takenIn>): Promise<Burst> {
  const { seconds, storageOps, byKind } = taken;
  const inRoom = await countRows(rig);
  const waitingInQueues = (await inQueues(rig)).mail;
  const counts = await countRun(rig, { queued: MESSAGES, processes: PROCESSES, waitingInQueues });
  return {
    counts: { ...counts, storageOps },
    inRoom,
    seconds,
    requests: storageOps / Math.max(1, inRoom),
    conflicts: byKind.conflicts / Math.max(1, inRoom),
    byKind,
  };
}

/** Looks at the table only once the queue shows nothing more, since looking is work for the storage too. */
async function untilInRoom(rig: Rig, until: number): Promise<void> {
  while (Date.now() < until) {
    if ((await isQueueEmpty(rig)) && (await countRows(rig)) === MESSAGES) return;
    await sleep(LOOK_EVERY_MS);
  }
}

/** Nothing that could be picked up. */
async function isQueueEmpty({ stack }: Rig): Promise<boolean> {
  return (await stack.queue.peekMessages()).peekedMessageItems.length === 0;
}

async function countRows({ table }: Rig): Promise<number> {
  let count = 0;
  const queryOptions = { filter: "RowKey ge 'm!' and RowKey lt 'm\"'", select: ['RowKey'] };
  for await (const _ of table.listEntities({ queryOptions })) count += 1;
  return count;
}
