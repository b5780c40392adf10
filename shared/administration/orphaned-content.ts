import type { Blobs } from '../azure/blobs.ts';
import type { OpenPartition } from '../azure/partition.ts';
import type { Fault } from '../failures/fault.ts';
import { ok, type Result } from '../failures/result.ts';
import { rowsOf } from '../intake/content-blob.ts';
import { fromValues } from '../mailbox/message-record.ts';

/**
 * Removes the blobs written before `before` (milliseconds since 1970) that no row names: their message was accepted or
 * removed, or never came into the room. Gives their number. A name that is none of ours is left alone.
 */
export async function removeOrphanedContent(
  open: OpenPartition,
  content: Blobs,
  before: number,
): Promise<Result<number, Fault>> {
  const old = await content.namesBefore(before);
  if (!old.ok) return old;
  let removed = 0;
  for (const name of old.value) {
    const orphaned = await isOrphaned(open, name);
    if (!orphaned.ok) return orphaned;
    if (!orphaned.value) continue;
    const done = await content.remove(name);
    if (!done.ok) return done;
    removed += 1;
  }
  return ok(removed);
}

async function isOrphaned(open: OpenPartition, name: string): Promise<Result<boolean, Fault>> {
  const rows = rowsOf(name);
  if (!rows) return ok(false);
  for (const rowKey of rows.rowKeys) {
    const row = await open(rows.key).read(rowKey);
    if (!row.ok) return row;
    if (row.value && fromValues(row.value.values).stored?.blob === name) return ok(false);
  }
  return ok(true);
}
