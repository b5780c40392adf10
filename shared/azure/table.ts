import {
  odata,
  type TableClient,
  type TableServiceClientOptions,
  type TransactionAction,
} from '@azure/data-tables';
import { failed, ok, type Result } from '../failures/result.ts';
import type { Change, CommitFailure, OpenPartition, Partition, Row } from './partition.ts';
import { fromDateHeader, fromEtag, type StorageClock } from './storage-clock.ts';
import { toEntity, toRow } from './table-entity.ts';
import { conflictOf, faultFromTable, isMissing, isTableMissing } from './table-errors.ts';

/** The service gives no more rows at once. */
const LARGEST_PAGE = 1000;

/** For the client that `openTable` is given: retries that fit into the time in which its calls answer. */
export const tableOptions: TableServiceClientOptions = {
  retryOptions: { maxRetries: 3, retryDelayInMs: 200, maxRetryDelayInMs: 1600 },
};

/**
 * The partitions of a table in Azure Table Storage; the first commit creates the table where it is missing.
 *
 * Each call answers within `withinMs`, retries of the SDK included, since callers have leases to keep. The SDK repeats a
 * request whose answer was lost. Where the lost one had been carried out, a commit meets its own work and says
 * `conflict` (`exists`, `changed`, or `missing` for a delete): the caller looks whether it is its own.
 */
export function openTable(client: TableClient, withinMs = 8_000): OpenPartition {
  const storageFault = (thrown: unknown) => faultFromTable(thrown, withinMs);
  return (key): Partition => ({
    key,
    async read(rowKey) {
      const options = { disableTypeConversion: true, abortSignal: AbortSignal.timeout(withinMs) };
      try {
        return ok(toRow(await client.getEntity(key, rowKey, options)));
      } catch (error) {
        return isMissing(error) ? ok(undefined) : failed(storageFault(error));
      }
    },

    async list({ from, to, limit = Infinity }) {
      const rows: Row[] = [];
      const pages = client
        .listEntities({
          disableTypeConversion: true,
          queryOptions: {
            filter: odata`PartitionKey eq ${key} and RowKey ge ${from} and RowKey lt ${to}`,
          },
          abortSignal: AbortSignal.timeout(withinMs),
        })
        .byPage({ maxPageSize: Math.min(limit, LARGEST_PAGE) });
      try {
        // A page may be empty and others still follow.
        for await (const page of pages) {
          rows.push(...page.map(toRow));
          if (rows.length >= limit) break;
        }
        return ok(rows.slice(0, limit));
      } catch (error) {
        return isMissing(error) ? ok([]) : failed(storageFault(error));
      }
    },

    async commit(changes): Promise<Result<readonly string[], CommitFailure>> {
      if (changes.length === 0) return ok([]);
      const actions = changes.map((change) => toAction(key, change));
      const options = { abortSignal: AbortSignal.timeout(withinMs) };
      const submit = () => client.submitTransaction(actions, options);
      try {
        const { subResponses } = await submit().catch(async (error) => {
          if (!isTableMissing(error)) throw error;
          await client.createTable(options);
          return submit();
        });
        if (subResponses.length !== changes.length) throw new Error('the answer is none to this transaction');
        return ok(
          subResponses.map(({ etag = '' }, index) => (changes[index]?.kind === 'delete' ? '' : etag)),
        );
      } catch (error) {
        return failed(conflictOf(error) ?? { kind: 'unavailable', fault: storageFault(error) });
      }
    },
  });
}

/**
 * Lets a clock see the `Date` of every answer that the client gets, those to retries too, and the time of each
 * transaction; `local` is the clock's own.
 */
export function feedClock(client: TableClient, clock: StorageClock, local: () => number): void {
  client.pipeline.addPolicy(
    {
      name: 'storageClock',
      async sendRequest(request, next) {
        const sent = local();
        const response = await next(request);
        const received = local();
        clock.observe({ sent, received, ...fromDateHeader(response.headers.get('date')) });
        if (request.url.endsWith('/$batch')) {
          clock.observe({ sent, received, ...fromEtag(response.bodyAsText ?? '') });
        }
        return response;
      },
    },
    { afterPhase: 'Retry' },
  );
}

function toAction(key: string, change: Change): TransactionAction {
  if (change.kind === 'delete') return ['delete', { partitionKey: key, rowKey: change.rowKey }];
  const entity = toEntity(key, change.rowKey, change.values);
  if (change.kind === 'create') return ['create', entity];
  return change.kind === 'replace'
    ? ['update', entity, 'Replace', { etag: change.etag }]
    : ['update', entity, 'Merge', { etag: '*' }];
}
