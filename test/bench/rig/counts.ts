import { messageIdOf } from '../../../shared/smtp/compose.ts';
import type { Rig } from './rig.ts';

/** What a run did, counted from the other side: Exchange's record, Azurite's access log, Entra's requests. */
export interface RawCounts {
  queued: number;
  /** Messages that Exchange took, copies included. */
  accepted: number;
  distinct: number;
  /** Copies beyond the first. */
  duplicates: number;
  /** Those of them whose message is marked as perhaps sent twice. */
  markedDuplicates: number;
  /** Queued, and neither accepted nor buried nor uncertain nor cancelled, nor waiting in a room or queue. */
  lost: number;
  /** 4xx and 5xx of Exchange. */
  refused: number;
  buried: number;
  uncertain: number;
  waiting: number;
  storageOps: number;
  tokens: number;
  /** The most connections that one mailbox had open at once. */
  connections: number;
  processes: number;
  clockFactor: number;
}

/** What the table says of each message. */
interface Known {
  state: string;
  messageId: string;
  mayDuplicate: boolean;
}

/** Counts a run that has ended; `waitingInQueues` are messages that no process took in. */
export async function countRun(
  rig: Rig,
  run: { queued: number; processes: number; waitingInQueues?: number },
): Promise<RawCounts> {
  const { accepted, refused, mostConnections } = rig.stack.exchange.counts();
  const known = await readMessages(rig);
  const inState = (...states: string[]) => known.filter(({ state }) => states.includes(state)).length;
  const marked = new Set(known.flatMap(({ mayDuplicate, messageId }) => (mayDuplicate ? [messageId] : [])));
  const copies = Object.entries(accepted).map(([messageId, times]) => ({ messageId, more: times - 1 }));
  const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
  // What the table holds as accepted, Exchange has; who is not in the table at all is with Exchange, in a queue, or lost.
  const withExchange = new Set(Object.keys(accepted));
  const elsewhere = known.filter(
    ({ state, messageId }) => state !== 'accepted' && !withExchange.has(messageId),
  ).length;
  return {
    queued: run.queued,
    accepted: sum(Object.values(accepted)),
    distinct: copies.length,
    duplicates: sum(copies.map(({ more }) => more)),
    markedDuplicates: sum(copies.filter(({ messageId }) => marked.has(messageId)).map(({ more }) => more)),
    lost: run.queued - copies.length - elsewhere - (run.waitingInQueues ?? 0),
    refused: sum(Object.values(refused)),
    buried: inState('buried'),
    uncertain: inState('uncertain'),
    waiting: inState('waiting', 'sending'),
    storageOps: sum(Object.values(rig.requests)),
    tokens: rig.stack.entra.tokenRequests,
    connections: Math.max(0, ...Object.values(mostConnections)),
    processes: run.processes,
    clockFactor: rig.clockFactor,
  };
}

/** Every message row of every mailbox. A run without one has no table. */
async function readMessages({ table }: Rig): Promise<Known[]> {
  const known: Known[] = [];
  const rows = table.listEntities<{ record?: string }>({
    queryOptions: { filter: "RowKey ge 'm!' and RowKey lt 'm\"'", select: ['record'] },
  });
  try {
    for await (const { record } of rows) {
      const { id, from = '', state, mayDuplicate = false } = JSON.parse(record ?? '{}');
      // Whose process died in the middle knows no Message-ID of its own.
      known.push({ state, messageId: messageIdOf(id, from), mayDuplicate });
    }
  } catch (error) {
    if ((error as { statusCode?: number }).statusCode !== 404) throw error;
  }
  return known;
}
