import type { Partition } from '../azure/partition.ts';
import type { Fault } from '../failures/fault.ts';
import { ok, type Result } from '../failures/result.ts';
import { appHoldOf, appHoldValues } from '../mailbox/app-hold.ts';
import { MAILBOX_ROW } from '../mailbox/keys.ts';
import type { Hold } from '../mailbox/mailbox-state.ts';
import { changeRow } from './administer.ts';

/** The hold that all mailboxes share, as it is written now. */
export async function readAppHold(partition: Partition): Promise<Result<Hold | undefined, Fault>> {
  const row = await partition.read(MAILBOX_ROW);
  return row.ok ? ok(appHoldOf(row.value?.values)) : row;
}

/** Changes it for a person; `change` gives the new hold, `none` to end it, or undefined where there is nothing to do. */
export function changeAppHold(
  partition: Partition,
  change: (hold: Hold | undefined) => Hold | 'none' | undefined,
): Promise<Result<boolean, Fault>> {
  return changeRow(partition, MAILBOX_ROW, (values) => {
    const changed = change(appHoldOf(values));
    return changed && appHoldValues(changed === 'none' ? undefined : changed);
  });
}
