import type { Fault } from '../failures/fault.ts';
import { ok, type Result } from '../failures/result.ts';
import { pack } from '../mail/content.ts';
import { mailboxKey } from '../mail/mailbox-key.ts';
import type { Received } from '../mail/receive.ts';
import type { Stored, StoredPart, Stores } from '../mail/stored.ts';
import { takeOut } from '../mail/take-out.ts';
import type { Taken } from '../mailbox/flight.ts';
import type { MessageRecord } from '../mailbox/message-record.ts';
import { contentBlob } from './content-blob.ts';

export interface ClaimParts {
  stores: Stores;
  newId: () => string;
}

/** A property of a row holds no more bytes. */
const MOST_IN_ROW = 65_536;

/**
 * A message as its room takes it in: what does not fit into its row lies in a blob by then, which the record names. A
 * process that dies in between leaves a blob that no row names, never a name that leads nowhere. `files` are those of
 * producers, as they are now.
 */
export async function claim(
  { stores, newId }: ClaimParts,
  received: Received,
  record: MessageRecord,
  files: Stored['files'] = [],
): Promise<Result<Taken, Fault>> {
  const { input, parts } = takeOut(received);
  const packed = pack(input);
  const fits = packed.byteLength <= MOST_IN_ROW;
  const noted = files.length > 0 && { files };
  if (fits && parts.length === 0) {
    return ok({ record: { ...record, ...(noted && { stored: noted }) }, content: packed });
  }
  const blob = contentBlob(mailboxKey(received.mailbox), record, newId());
  const head = fits ? [] : [packed];
  const written = await stores.content.write(blob, [...head, ...parts.map(({ bytes }) => bytes)]);
  if (!written.ok) return written;
  const stored: Stored = {
    blob,
    ...(!fits && { head: packed.byteLength }),
    parts: placesOf(parts, fits ? 0 : packed.byteLength),
    ...noted,
  };
  // An empty property says that there is content, and that it is elsewhere.
  return ok({ record: { ...record, stored }, content: fits ? packed : new Uint8Array() });
}

/** One behind the other. */
function placesOf(parts: ReturnType<typeof takeOut>['parts'], begin: number): StoredPart[] {
  let at = begin;
  return parts.map(({ of, bytes: { length } }) => {
    at += length;
    return { of, at: at - length, bytes: length };
  });
}

/**
 * Removes the blob of a message that is known: `found` is the record that stands under its id. It may be this very
 * message, whose transaction was thought to have failed.
 */
export async function unclaim(
  { stores }: Pick<ClaimParts, 'stores'>,
  { stored }: MessageRecord,
  found?: MessageRecord,
): Promise<void> {
  if (stored?.blob === undefined || stored.blob === found?.stored?.blob) return;
  // Where it does not go now, the upkeep removes it.
  await stores.content.remove(stored.blob);
}
