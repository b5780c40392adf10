import { createOrReplace, type OpenPartition, type Partition, type Values } from '../azure/partition.ts';
import type { Fault } from '../failures/fault.ts';
import { failed, ok, type Result } from '../failures/result.ts';
import { MAILBOX_ROW } from '../mailbox/keys.ts';
import { type MailboxState, stateFromValues, stateToValues } from '../mailbox/mailbox-state.ts';
import type { RoomParts } from '../mailbox/parts.ts';

/** What an administrator's work is done with. */
export interface AdministerParts extends Pick<RoomParts, 'limits' | 'ring' | 'now' | 'newId'> {
  open: OpenPartition;
  /** The mailboxes of the settings. */
  addresses: readonly string[];
}

/** A busy owner changes the row with each message it takes or finishes. */
const MOST_TRIES = 20;

/**
 * Changes a row for a person: read, apply, write, and again where somebody came between. `change` may be asked more
 * than once; it gives undefined where there is nothing to do, and the result is false then.
 */
export async function changeRow(
  partition: Partition,
  rowKey: string,
  change: (values: Values | undefined) => Values | undefined,
): Promise<Result<boolean, Fault>> {
  let tried: Values | undefined;
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const read = await partition.read(rowKey);
    if (!read.ok) return read;
    const row = read.value;
    // The SDK repeats a request whose answer was lost and meets its own success.
    if (row && tried && isAs(row.values, tried)) return ok(true);
    tried = change(row?.values);
    if (!tried) return ok(false);
    const written = await partition.commit([createOrReplace(rowKey, tried, row?.etag)]);
    if (written.ok) return ok(true);
    if (written.error.kind === 'unavailable') return failed(written.error.fault);
  }
  return failed({ at: 'storage', said: 'Somebody else changed the same row each time. Try again.' });
}

const isAs = (values: Values, wanted: Values): boolean =>
  Object.entries(wanted).every(([name, value]) => values[name] === value);

/**
 * Changes the mailbox's own row as `changeRow` does. Whoever sends for the mailbox meanwhile keeps its turn and adopts
 * what it finds.
 */
export function changeMailbox(
  { newId }: Pick<AdministerParts, 'newId'>,
  partition: Partition,
  change: (state: MailboxState | undefined) => MailboxState | undefined,
): Promise<Result<boolean, Fault>> {
  return changeRow(partition, MAILBOX_ROW, (values) => {
    const changed = change(values && stateFromValues(values));
    return changed && stateToValues({ ...changed, nonce: newId() });
  });
}
