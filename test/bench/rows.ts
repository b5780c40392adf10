import { TableClient } from '@azure/data-tables';
import { startAzurite } from '../../local/azurite.ts';
import { cleanUp } from '../../shared/administration/clean-up.ts';
import { countsByHour } from '../../shared/administration/counts.ts';
import { listMessages } from '../../shared/administration/list-messages.ts';
import { findMessages, handleOf } from '../../shared/administration/message-handle.ts';
import type { Change, Partition } from '../../shared/azure/partition.ts';
import { openTable } from '../../shared/azure/table.ts';
import type { Result } from '../../shared/failures/result.ts';
import { finishedKey, hourKey, MAILBOX_ROW, messageKey } from '../../shared/mailbox/keys.ts';
import { hourOf, newMailbox, stateToValues } from '../../shared/mailbox/mailbox-state.ts';
import { toValues } from '../../shared/mailbox/message-record.ts';
import type { Benchmark, Figure, Progress } from './benchmark.ts';

/** Each has a row of its own and one in the index of its state. */
const MESSAGES = 100_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** They ended within so many days, and the oldest two are too old to be kept. */
const DAYS = 32;
const KEEP_DAYS = 30;
const REMOVED = 2_000;
const KEY = '0123456789ab';
const end = Date.parse('2026-11-25T12:00:00Z');

/** What administrators ask of a mailbox with a long past, in requests to the table. */
export const rows: Benchmark = {
  says: `requests of an administrator's four questions on a mailbox of ${MESSAGES.toLocaleString('en')} messages`,
  async run(progress) {
    const azurite = await startAzurite();
    try {
      const client = TableClient.fromConnectionString(azurite.connectionString, 'mailboxes', {
        allowInsecureConnection: true,
      });
      let requests = 0;
      client.pipeline.addPolicy(
        {
          name: 'count',
          sendRequest(request, next) {
            requests += 1;
            return next(request);
          },
        },
        { afterPhase: 'Retry' },
      );
      // Azurite looks through the whole table for a range, which Azure does not.
      const open = openTable(client, 60_000);
      await client.createTable();
      await fill(open(KEY), progress);
      return await ask(open, () => requests, progress);
    } finally {
      await azurite.stop();
    }
  },
};

async function ask(
  open: ReturnType<typeof openTable>,
  requests: () => number,
  progress: Progress,
): Promise<Figure[]> {
  const partition = open(KEY);
  const figures: Figure[] = [];
  async function measure<Value>(
    name: string,
    what: string,
    atMost: number,
    question: () => Promise<Result<Value, unknown>>,
    isRight: (value: Value) => boolean,
    per = 1,
  ): Promise<void> {
    progress(what);
    const before = requests();
    const answer = await question();
    if (!answer.ok || !isRight(answer.value))
      throw new Error(`${what}: ${JSON.stringify(answer).slice(0, 500)}`);
    figures.push({ name, what, value: (requests() - before) / per, unit: 'requests', atMost });
  }
  await measure(
    'oneById',
    'one message by its id',
    1,
    () => findMessages(open, [], handleOf(KEY, idOf(MESSAGES / 2))),
    ([found]) => found?.record.id === idOf(MESSAGES / 2),
  );
  await measure(
    'newest',
    'the newest 50 that were accepted',
    3,
    () => listMessages(partition, 'accepted', 50),
    (listed) => listed.length === 50 && listed[0]?.id === idOf(MESSAGES - 1),
  );
  await measure(
    'counts',
    'counts by state and hour of a day',
    3,
    () => countsByHour(partition, end - DAY_MS, end),
    (hours) => hours.length === 24,
  );
  await measure(
    'cleanUp',
    `clean-up of ${REMOVED.toLocaleString('en')} messages, for each`,
    0.03,
    () => cleanUp(partition, end - KEEP_DAYS * DAY_MS, REMOVED),
    (removed) => removed === REMOVED,
    REMOVED,
  );
  return figures;
}

async function fill(partition: Partition, progress: Progress): Promise<void> {
  for (let first = 0; first < MESSAGES; first += 50) {
    if (first % 1_000 === 0) progress(`writing messages: ${first} of ${MESSAGES}`);
    await commit(partition, Array.from({ length: 50 }, (_, index) => rowsOf(first + index)).flat());
  }
  const hours = Array.from({ length: DAYS * 24 }, (_, index) => hourRow(end - (index + 1) * HOUR_MS));
  for (let first = 0; first < hours.length; first += 100) {
    await commit(partition, hours.slice(first, first + 100));
  }
  const state = { ...newMailbox('billing@contoso.com'), hour: hourOf(end), counts: { accepted: 1 } };
  await commit(partition, [{ kind: 'create', rowKey: MAILBOX_ROW, values: stateToValues(state) }]);
}

const idOf = (index: number): string => `message-${index}`;

const hourRow = (at: number): Change => ({
  kind: 'create',
  rowKey: hourKey(hourOf(at)),
  values: { counts: JSON.stringify({ accepted: 1_500, buried: 3 }) },
});

/** Two of a hundred are buried. */
function rowsOf(index: number): Change[] {
  const id = idOf(index);
  const state = index % 50 === 0 ? 'buried' : 'accepted';
  const finishedAt = Math.round(end - ((MESSAGES - index) / MESSAGES) * DAYS * DAY_MS);
  const record = {
    id,
    state,
    hash: 'a'.repeat(64),
    token: 'a'.repeat(22),
    takenInAt: finishedAt,
    due: finishedAt,
    priority: 'normal',
    from: 'billing@contoso.com',
    recipients: 1,
    attempts: 1,
    retries: 0,
    refused: [],
    metadata: {},
    history: [{ at: finishedAt, what: state }],
    finishedAt,
  } as const;
  return [
    { kind: 'create', rowKey: messageKey(id), values: toValues(record) },
    { kind: 'create', rowKey: finishedKey(state, finishedAt, id), values: {} },
  ];
}

async function commit(partition: Partition, changes: readonly Change[]): Promise<void> {
  const written = await partition.commit(changes);
  if (!written.ok) throw new Error(JSON.stringify(written.error));
}
