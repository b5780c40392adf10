import type { OpenPartition } from '../azure/partition.ts';
import type { Fault } from '../failures/fault.ts';
import { failed, ok, type Result } from '../failures/result.ts';
import { mailboxKey } from '../mail/mailbox-key.ts';
import { countWaiting, type Waiting } from '../mailbox/waiting.ts';

/** The partition that lists every mailbox that ever took a message in, by its key. */
const DIRECTORY = 'directory';

/** Lists a mailbox, before it takes in its first message. Listing it again changes nothing. */
export async function enterDirectory(open: OpenPartition, address: string): Promise<Result<void, Fault>> {
  const written = await open(DIRECTORY).commit([
    { kind: 'create', rowKey: mailboxKey(address), values: { address } },
  ]);
  return written.ok || written.error.kind === 'conflict' ? ok(undefined) : failed(written.error.fault);
}

/** The keys of all mailboxes that ever took a message in. */
export async function readDirectory(open: OpenPartition): Promise<Result<readonly string[], Fault>> {
  const rows = await open(DIRECTORY).list({ from: ' ', to: '~' });
  return rows.ok ? ok(rows.value.map(({ rowKey }) => rowKey)) : rows;
}

/** A mailbox that is no longer in the settings, and for which messages wait that nobody sends. */
export interface Orphan extends Waiting {
  key: string;
}

/** Those among the mailboxes of the directory that are none of the settings'. */
export async function findOrphans(
  open: OpenPartition,
  directory: readonly string[],
  addresses: readonly string[],
): Promise<Result<readonly Orphan[], Fault>> {
  const ours = new Set(addresses.map(mailboxKey));
  const orphans: Orphan[] = [];
  for (const key of directory.filter((one) => !ours.has(one))) {
    const waiting = await countWaiting(open(key));
    if (!waiting.ok) return waiting;
    const { count, isMore } = waiting.value;
    if (count > 0) orphans.push({ key, count, isMore });
  }
  return ok(orphans);
}
