import type { Blobs } from '../azure/blobs.ts';
import type { OpenPartition } from '../azure/partition.ts';
import type { Fault } from '../failures/fault.ts';
import { ok, type Result } from '../failures/result.ts';
import { mailboxKey } from '../mail/mailbox-key.ts';
import { cleanUp } from './clean-up.ts';
import { findOrphans, type Orphan, readDirectory } from './directory.ts';
import { removeOrphanedContent } from './orphaned-content.ts';

export interface UpkeepParts {
  open: OpenPartition;
  /** The container of what does not fit into rows. */
  content: Blobs;
  /** The mailboxes of the settings. */
  addresses: readonly string[];
  /** Partitions with messages that are no mailbox's. */
  others: readonly string[];
  /** How long an ended message is kept, in milliseconds. */
  keepMs: number;
  now: () => number;
}

/** What an upkeep did and found. */
export interface Kept {
  /** Messages whose time was over. */
  removed: number;
  /** Blobs that no message names any more. */
  blobs: number;
  orphans: readonly Orphan[];
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Of one partition at a time: more in a day than Exchange Online takes from a mailbox. */
const MOST_REMOVED = 2_000;

/**
 * Makes what the sweep calls each time: it removes what is older than it is kept, and looks for mailboxes that are no
 * longer in the settings. At most once an hour; undefined in between. What failed is done at the next call. Once a day
 * it looks for blobs of the day before that no message names.
 */
export function createUpkeep(parts: UpkeepParts): () => Promise<Result<Kept | undefined, Fault>> {
  let nextAt = 0;
  let nextBlobsAt = 0;
  return async () => {
    const now = parts.now();
    if (now < nextAt) return ok(undefined);
    const kept = await keepUp(parts, now);
    if (!kept.ok) return kept;
    nextAt = now + HOUR_MS;
    if (now < nextBlobsAt) return kept;
    const blobs = await removeOrphanedContent(parts.open, parts.content, now - DAY_MS);
    if (!blobs.ok) return blobs;
    nextBlobsAt = now + DAY_MS;
    return ok({ ...kept.value, blobs: blobs.value });
  };
}

async function keepUp(
  { open, addresses, others, keepMs }: UpkeepParts,
  now: number,
): Promise<Result<Kept, Fault>> {
  const directory = await readDirectory(open);
  if (!directory.ok) return directory;
  let removed = 0;
  for (const key of new Set([...addresses.map(mailboxKey), ...others, ...directory.value])) {
    const cleaned = await cleanUp(open(key), now - keepMs, MOST_REMOVED);
    if (!cleaned.ok) return cleaned;
    removed += cleaned.value;
  }
  const orphans = await findOrphans(open, directory.value, addresses);
  return orphans.ok ? ok({ removed, blobs: 0, orphans: orphans.value }) : orphans;
}
