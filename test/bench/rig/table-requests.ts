import { MAILBOX_ROW } from '../../../shared/mailbox/keys.ts';

/** How many requests went to the table service, by kind. */
export interface TableRequests {
  /** Reads of a mailbox's own row. */
  readMailbox: number;
  /** Reads of any other row. */
  readRow: number;
  list: number;
  /** Transactions that change a mailbox's own row. */
  step: number;
  /** Transactions that do not: into the room, or aside. */
  takeIn: number;
  /** Creates the table, and what else there may be. */
  other: number;
  /** Of the transactions, those that were refused because a row was not as expected. */
  conflicts: number;
}

/** All of them, whatever their kind. */
export const countAll = ({ conflicts: _, ...kinds }: TableRequests): number =>
  Object.values(kinds).reduce((sum, one) => sum + one, 0);

interface Exchanged {
  method: string;
  /** Path and query. */
  url: string;
  body: string;
  answer: string;
}

/** Azurite answers a refused transaction with 202; what became of it stands in the answer's body. */
const refusal = /EntityAlreadyExists|UpdateConditionNotSatisfied|ResourceNotFound/;

/** Before the first one. */
export const noRequests = (): TableRequests => ({
  readMailbox: 0,
  readRow: 0,
  list: 0,
  step: 0,
  takeIn: 0,
  other: 0,
  conflicts: 0,
});

/** Counts requests to the table service, with their answers. */
export function createTableCounter() {
  const counts = noRequests();
  return {
    counts,
    hear(exchanged: Exchanged): void {
      counts[kindOf(exchanged)] += 1;
      if (isTransaction(exchanged) && refusal.test(exchanged.answer)) counts.conflicts += 1;
    },
  };
}

const isTransaction = ({ url }: Exchanged): boolean => url.includes('/$batch');

function kindOf(exchanged: Exchanged): Exclude<keyof TableRequests, 'conflicts'> {
  const { method, url, body } = exchanged;
  if (isTransaction(exchanged)) return changesMailbox(body) ? 'step' : 'takeIn';
  if (method !== 'GET') return 'other';
  const path = decodeURIComponent(url);
  if (!path.includes('RowKey=')) return 'list';
  return path.includes(`RowKey='${MAILBOX_ROW}'`) ? 'readMailbox' : 'readRow';
}

/** Its row stands in the address of an update, and in the body of what creates it. */
const changesMailbox = (transaction: string): boolean =>
  transaction.includes(`RowKey='${MAILBOX_ROW}'`) || transaction.includes(`"RowKey":"${MAILBOX_ROW}"`);
