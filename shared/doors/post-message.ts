import type { Log } from '../events/event.ts';
import type { Fault } from '../failures/fault.ts';
import { failed, ok, type Result } from '../failures/result.ts';
import { claim, unclaim } from '../intake/claim-check.ts';
import { noteFiles } from '../intake/note-files.ts';
import { recordOf } from '../intake/record-of.ts';
import { mailboxKey } from '../mail/mailbox-key.ts';
import type { Received } from '../mail/receive.ts';
import { passed } from '../mailbox/crash-points.ts';
import { messageKey } from '../mailbox/keys.ts';
import type { MessageRecord } from '../mailbox/message-record.ts';
import { takeInUnlessKnown } from '../mailbox/take-in.ts';
import type { DoorParts } from './parts.ts';
import { invalid, type PostedBody, type Refused, readPosted } from './read-posted.ts';

/** A message that is in its mailbox's room, now or since an earlier request. */
export interface Posted {
  /** Of its mailbox. */
  key: string;
  record: MessageRecord;
}

/** `other-content`: its id is another message's. */
export type PostRefusal =
  | Refused
  | { kind: 'other-content'; id: string }
  | { kind: 'unavailable'; fault: Fault };

/**
 * Takes a message into its mailbox's room, and rings for it: it is sent whatever becomes of this process. A repeat gives
 * what the first one came to.
 */
export async function postMessage(
  parts: DoorParts,
  { body, idempotencyKey, traceparent }: PostedBody,
  log: Log,
): Promise<Result<Posted, PostRefusal>> {
  const read = readPosted(parts, body, idempotencyKey);
  if (!read.ok) return read;
  return takePosted(parts, read.value, log, traceparent);
}

/** Takes in what was found right; for messages that are made here, too. */
export async function takePosted(
  parts: DoorParts,
  received: Received,
  log: Log,
  traceparent?: string,
): Promise<Result<Posted, PostRefusal>> {
  const { mailbox, message } = received;
  const key = mailboxKey(mailbox);
  const now = parts.now();
  const span = parts.trace(message.traceparent ?? traceparent);
  const record = recordOf(received, {
    takenInAt: now,
    now,
    token: parts.newToken(),
    traceparent: span.traceparent,
  });
  const entered = await enter(parts, received, key, record);
  span.end({ id: record.id, mailbox: key, became: entered.ok ? entered.value.kind : 'refused' });
  if (!entered.ok) return entered;
  const { value } = entered;
  if (value.kind === 'other-content') return failed({ kind: 'other-content', id: record.id });
  const kept = value.kind === 'repeat' ? value.found : record;
  // A repeat comes when the answer to the first was lost, perhaps with the process that had to ring.
  if (kept.state === 'waiting') {
    passed('posted');
    const rung = await parts.ring(key, now);
    parts.wake(mailbox);
    // The sweep rings as well, for whatever waits without a ring.
    if (!rung.ok) log({ event: 'mail.not-rung', id: kept.id, code: rung.error.code });
    passed('posted-rung');
  }
  const facts = { id: kept.id, mailbox: key, by: 'http', metadata: kept.metadata } as const;
  if (value.kind === 'in') log({ event: 'mail.taken-in', ...facts });
  else log({ event: 'mail.repeat', ...facts, state: kept.state, action: 'dropped' });
  return ok({ key, record: kept });
}

/** Into the room, with its content where it belongs, unless it is known there. */
async function enter(parts: DoorParts, received: Received, key: string, record: MessageRecord) {
  const noted = await noteFiles(parts.stores, received.message);
  if (!noted.ok) return unavailable(noted.error);
  const { files, problems } = noted.value;
  if (problems.length > 0) {
    // A repeat gets its answer, although a file may be gone by now.
    const row = await parts.open(key).read(messageKey(record.id));
    if (!row.ok) return unavailable(row.error);
    if (row.value?.values.hash !== record.hash) return failed(invalid(problems));
  }
  const claimed = await claim(parts, received, record, files);
  if (!claimed.ok) return unavailable(claimed.error);
  const entered = await takeInUnlessKnown(parts.open(key), claimed.value);
  if (!entered.ok) return unavailable(entered.error);
  const { value } = entered;
  if (value.kind !== 'in') {
    await unclaim(parts, claimed.value.record, value.kind === 'repeat' ? value.found : undefined);
  }
  return entered;
}

const unavailable = (fault: Fault) => failed({ kind: 'unavailable' as const, fault });
