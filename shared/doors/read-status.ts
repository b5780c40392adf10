import type { FoundMessage } from '../administration/message-handle.ts';
import { readHoldsOn } from '../administration/read-holds.ts';
import type { Explanation } from '../failures/explain.ts';
import type { Fault } from '../failures/fault.ts';
import type { PlaceholderValues } from '../failures/placeholders.ts';
import { failed, ok, type Result } from '../failures/result.ts';
import { mailboxKey } from '../mail/mailbox-key.ts';
import type { MessageRecord } from '../mailbox/message-record.ts';
import { explainRecord } from './explain-record.ts';
import { findByToken } from './find-message.ts';
import type { DoorParts } from './parts.ts';
import { type Waits, waitsFor } from './waits-for.ts';

/** What became of a message, for whoever has its token. */
export interface Status {
  /** Of its mailbox. */
  key: string;
  record: MessageRecord;
  /** While it waits. */
  waits?: Waits;
  /** Its last failure, where it has one. */
  explanation?: Explanation;
}

/** Reads what became of a message. `not-found`: there is none, or the token is another one's. */
export async function readStatus(
  parts: DoorParts,
  handle: string,
  token: string,
): Promise<Result<Status, { kind: 'not-found' } | { kind: 'unavailable'; fault: Fault }>> {
  const found = await findByToken(parts, handle, token);
  if (!found.ok) return found;
  const status = await statusOf(parts, found.value);
  return status.ok ? status : failed({ kind: 'unavailable', fault: status.error });
}

/** What became of a message that was found; its explanation filled in with `values`. */
export async function statusOf(
  parts: Pick<DoorParts, 'open' | 'addresses' | 'limits' | 'now'>,
  { key, record }: FoundMessage,
  values: PlaceholderValues = {},
): Promise<Result<Status, Fault>> {
  const explanation = explainRecord(record, values);
  const status = { key, record, ...(explanation && { explanation }) };
  const address = parts.addresses.find((one) => mailboxKey(one) === key);
  if (record.state !== 'waiting' || address === undefined) return ok(status);
  const room = await readHoldsOn(parts.open, address, record.from);
  if (!room.ok) return room;
  return ok({ ...status, waits: waitsFor(record, room.value, parts.limits, parts.now()) });
}
