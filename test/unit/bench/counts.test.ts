import assert from 'node:assert/strict';
import { test } from 'node:test';
import { messageIdOf } from '../../../shared/smtp/compose.ts';
import { countRun } from '../../bench/rig/counts.ts';
import type { Rig } from '../../bench/rig/rig.ts';

interface Given {
  queued: number;
  waitingInQueues?: number;
  /** Id → how often Exchange has it. */
  accepted: Record<string, number>;
  records: { state: string; id?: string; mayDuplicate?: boolean }[];
}

const from = 'billing@contoso.example';
const byMessageId = (accepted: Given['accepted']) =>
  Object.fromEntries(Object.entries(accepted).map(([id, times]) => [messageIdOf(id, from), times]));

/** What `countRun` looks at. */
const rigOf = ({ accepted, records }: Given) =>
  ({
    stack: {
      exchange: {
        counts: () => ({
          accepted: byMessageId(accepted),
          refused: { '432 4.3.2': 2 },
          mostConnections: { a: 3, b: 1 },
        }),
      },
      entra: { tokenRequests: 1 },
    },
    table: {
      async *listEntities() {
        for (const record of records) yield { record: JSON.stringify({ id: 'other', from, ...record }) };
      },
    },
    requests: { table: 5, queue: 3, blob: 1 },
    clockFactor: 6,
  }) as unknown as Rig;

const sent = { state: 'accepted', id: 'a' };

const cases: { name: string; given: Given; counts: object }[] = [
  {
    name: 'all accepted',
    given: { queued: 1, accepted: { a: 1 }, records: [sent] },
    counts: { accepted: 1, distinct: 1, duplicates: 0, lost: 0 },
  },
  {
    name: 'one that is nowhere is lost, whatever the table says of its acceptance',
    given: { queued: 2, accepted: {}, records: [sent] },
    counts: { distinct: 0, lost: 2 },
  },
  {
    name: 'one that waits, is buried, is uncertain or lies in a queue is not lost',
    given: {
      queued: 4,
      waitingInQueues: 1,
      accepted: {},
      records: [{ state: 'waiting' }, { state: 'buried' }, { state: 'uncertain', id: 'u' }],
    },
    counts: { lost: 0, waiting: 1, buried: 1, uncertain: 1 },
  },
  {
    name: 'one that is uncertain and arrived counts once',
    given: { queued: 2, accepted: { u: 1 }, records: [{ state: 'uncertain', id: 'u' }] },
    counts: { distinct: 1, uncertain: 1, lost: 1 },
  },
  {
    name: 'copies beyond the first, those of marked messages apart',
    given: {
      queued: 2,
      accepted: { a: 3, b: 2 },
      records: [sent, { state: 'accepted', id: 'b', mayDuplicate: true }],
    },
    counts: { accepted: 5, distinct: 2, duplicates: 3, markedDuplicates: 1, lost: 0 },
  },
  {
    name: 'sums over services, codes and mailboxes',
    given: { queued: 0, accepted: {}, records: [] },
    counts: { refused: 2, connections: 3, storageOps: 9, tokens: 1, clockFactor: 6 },
  },
];

for (const { name, given, counts } of cases) {
  test(name, async () => {
    const { queued, waitingInQueues = 0 } = given;
    assert.partialDeepStrictEqual(
      await countRun(rigOf(given), { queued, waitingInQueues, processes: 1 }),
      counts,
    );
  });
}
