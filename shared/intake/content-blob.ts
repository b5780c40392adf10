import { asideId, messageKey } from '../mailbox/keys.ts';
import type { MessageRecord } from '../mailbox/message-record.ts';

/**
 * The name of a message's blob: it says in which partition which rows may name it. `unique` keeps apart what two
 * processes write for the same message, so that each may remove its own.
 */
export const contentBlob = (key: string, { id, hash }: MessageRecord, unique: string): string =>
  `${key}/${asideId(id, hash)}/${unique}`;

/** Where the row may be that names a blob; undefined for a name that is not one of ours. */
export function rowsOf(blob: string): { key: string; rowKeys: readonly string[] } | undefined {
  const [key, aside, unique, ...more] = blob.split('/');
  if (!key || !aside?.includes('~') || !unique || more.length > 0) return undefined;
  const id = aside.slice(0, aside.lastIndexOf('~'));
  return { key, rowKeys: [messageKey(id), messageKey(aside)] };
}
