import type { Fault } from '../failures/fault.ts';
import { faultFromAzure } from './fault-from-azure.ts';
import type { CommitFailure } from './partition.ts';

/** What a `RestError` of the table service carries: `code` of an operation in a transaction, `details` of a single one. */
interface TableError extends Error {
  code?: string;
  statusCode?: number;
  details?: { odataError?: { code: string; message: { value: string } } };
  response?: { bodyAsText?: string | null };
}

/** The row, or the whole table, is not there. */
export const isMissing = (thrown: unknown): boolean => (thrown as TableError).statusCode === 404;

/** A transaction met no table. */
export const isTableMissing = (thrown: unknown): boolean => (thrown as TableError).code === 'TableNotFound';

// learn.microsoft.com/rest/api/storageservices/table-service-error-codes
const conflicts: ReadonlyMap<string | undefined, 'exists' | 'changed' | 'missing'> = new Map([
  ['EntityAlreadyExists', 'exists'],
  ['UpdateConditionNotSatisfied', 'changed'],
  ['ResourceNotFound', 'missing'],
]);

/** The conflict that refused a transaction: `2:The specified entity already exists.`, with the operation's index. */
export function conflictOf(thrown: unknown): CommitFailure | undefined {
  const { code, message } = thrown as TableError;
  const found = conflicts.get(code);
  const index = /^\d+(?=:)/.exec(message)?.[0];
  return found && index ? { kind: 'conflict', index: Number(index), found } : undefined;
}

/** A fault with the service's own code and words; `withinMs` is how long its answer was waited for. */
export function faultFromTable(thrown: unknown, withinMs: number): Fault {
  const { name, details, response, statusCode } = thrown as TableError;
  const fault = faultFromAzure('storage', thrown);
  if (name === 'AbortError') return { ...fault, said: `no answer within ${withinMs} ms` };
  // Who may not come in is told so in XML, which the SDK does not read for a transaction.
  const [, codeInXml, saidInXml] =
    /<(?:m:)?code>([^<]*)<.*?<(?:m:)?message\b[^>]*>([^<]*)/is.exec(response?.bodyAsText ?? '') ?? [];
  const code = details?.odataError?.code ?? codeInXml;
  const said = details?.odataError?.message.value ?? saidInXml;
  return code && said ? { ...fault, code, said: `${said} (HTTP ${statusCode})` } : fault;
}
