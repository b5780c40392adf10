import { messageKey } from '../../../shared/mailbox/keys.ts';
import { fromValues, type MessageRecord } from '../../../shared/mailbox/message-record.ts';
import { countAll } from '../rig/table-requests.ts';
import type { FleetRun } from './fleet-run.ts';
import type { Played } from './play-fleet.ts';
import { shareOf } from './share.ts';
import { alwaysWaits } from './traffic.ts';
import { type FleetWorld, mailboxOf } from './world.ts';

const HOUR_MS = 3_600_000;
/** `instanceMemory` of `infra/main.bicep`, where nothing else is said. */
const GB_OF_INSTANCE = 2;

/** Holds what producers queued against what the server took and what table and queue hold. */
export async function judge(played: Played): Promise<FleetRun> {
  const { world, queued, notTaken } = played;
  const { plan, time, books, exchange, mail } = world;
  const copies = [...exchange.copies].filter(([, times]) => times > 1);
  const records = await readRecords(world, [...notTaken.keys(), ...copies.map(([id]) => id)]);
  const inQueue = new Set([...mail.items()].map(({ id }) => id));
  // What the table holds as accepted, the server should have.
  const isKept = (id: string) => (records.get(id)?.state ?? 'accepted') !== 'accepted' || inQueue.has(id);
  const inState = (state: string) => [...records.values()].filter((one) => one.state === state).length;
  const more = (of: typeof copies) => of.reduce((sum, [, times]) => sum + times - 1, 0);
  const distinct = exchange.copies.size;
  const each = (count: number) => count / Math.max(1, distinct);
  const hours = (time.now - plan.start) / HOUR_MS;
  const { sending, sweep } = books.table;
  return {
    name: plan.name,
    mailboxes: world.mailboxes.size,
    hours,
    instances: books.mostInstances,
    queued,
    accepted: distinct + more(copies),
    distinct,
    duplicates: more(copies),
    markedDuplicates: more(copies.filter(([id]) => records.get(id)?.mayDuplicate)),
    lost: queued - distinct - [...notTaken.keys()].filter(isKept).length,
    waiting: notTaken.size,
    buried: inState('buried'),
    uncertain: inState('uncertain'),
    refusals: exchange.refusals,
    refused: Object.values(exchange.refusals).reduce((sum, one) => sum + one, 0),
    connections: exchange.mostConnections,
    ...sharesOf(world),
    tableRequests: each(countAll(sending)),
    conflicts: each(sending.conflicts),
    queueRequests: each(books.queueRequests),
    invocations: each(books.invocations),
    gbSeconds: each((books.activeMs / 1000) * GB_OF_INSTANCE),
    byKind: sending,
    sweepRequests: (countAll(sweep) * 24) / hours / world.mailboxes.size,
    sweepSeconds: books.longestSweepMs / 1000,
    ...waitsOf(played),
    peaks: books.peaks.most,
    throttled: each(books.throttled),
    kills: books.kills,
    tokens: books.tokens,
    storageOps: countAll(sending) + countAll(sweep) + books.queueRequests,
  };
}

/** What the table says of these messages. */
async function readRecords(
  { table }: FleetWorld,
  ids: readonly string[],
): Promise<Map<string, MessageRecord>> {
  const records = new Map<string, MessageRecord>();
  for (const id of ids) {
    const row = await table.open(mailboxOf(id)).read(messageKey(id));
    if (row.ok && row.value) records.set(id, fromValues(row.value.values));
  }
  return records;
}

function sharesOf({ mailboxes, exchange }: FleetWorld): Pick<FleetRun, 'share' | 'leastShare'> {
  const shares = [...mailboxes.values()].flatMap(({ key, producer }) =>
    alwaysWaits(producer) ? (shareOf(exchange.acceptedAt(key)) ?? []) : [],
  );
  if (shares.length === 0) return {};
  const share = shares.reduce((sum, one) => sum + one, 0) / shares.length;
  return { share, leastShare: Math.min(...shares) };
}

function waitsOf({ world, notTaken, waits }: Played): Pick<FleetRun, 'longestWait' | 'wait99'> {
  const isUnderUsed = (key: string) => world.mailboxes.get(key)?.producer.kind === 'steady';
  const ended = [...waits].flatMap(([key, milliseconds]) => (isUnderUsed(key) ? milliseconds : []));
  const still = [...notTaken].flatMap(([id, came]) =>
    isUnderUsed(mailboxOf(id)) ? world.time.now - came : [],
  );
  const waited = [...ended, ...still].sort((a, b) => a - b);
  if (waited.length === 0) return {};
  const seconds = (share: number) => (waited[Math.floor((waited.length - 1) * share)] as number) / 1000;
  return { longestWait: seconds(1), wait99: seconds(0.99) };
}
