import type { Fault } from '../failures/fault.ts';
import { failed, ok, type Result } from '../failures/result.ts';
import { claim, unclaim } from '../intake/claim-check.ts';
import { noteFiles } from '../intake/note-files.ts';
import { recordOf } from '../intake/record-of.ts';
import { decodeBody } from '../mail/decode.ts';
import type { Log } from '../mail/log.ts';
import { mailboxKey } from '../mail/mailbox-key.ts';
import type { Problem } from '../mail/problems.ts';
import { type Received, receive } from '../mail/receive.ts';
import { passed } from '../mailbox/crash-points.ts';
import { messageKey } from '../mailbox/keys.ts';
import type { MessageRecord } from '../mailbox/message-record.ts';
import { takeInUnlessKnown } from '../mailbox/take-in.ts';
import { idFromKey } from './idempotency-key.ts';
import type { DoorParts } from './parts.ts';

/** A message that is in its mailbox's room, now or since an earlier request. */
export interface Posted {
  /** Of its mailbox. */
  key: string;
  record: MessageRecord;
}

/** `refused`: its producer has to mend it. `other-content`: its id is another message's. */
export type PostRefusal =
  | { kind: 'refused'; fault: Fault; problems: readonly Problem[] }
  | { kind: 'other-content'; id: string }
  | { kind: 'unavailable'; fault: Fault };

/**
 * Takes a message into its mailbox's room, and rings for it: it is sent whatever becomes of this process. A repeat gives
 * what the first one came to. `idempotencyKey` is the header of this name.
 */
export async function postMessage(
  parts: DoorParts,
  { body, idempotencyKey }: { body: unknown; idempotencyKey: string | undefined },
  log: Log,
): Promise<Result<Posted, PostRefusal>> {
  const read = readPosted(parts, body, idempotencyKey);
  if (!read.ok) return read;
  return takePosted(parts, read.value, log);
}

/** The message, or everything that is wrong with it and with its key. */
export function readPosted(
  { mailboxes, newId }: DoorParts,
  body: unknown,
  idempotencyKey: string | undefined,
): Result<Received, PostRefusal> {
  const key = idempotencyKey === undefined ? ok(newId()) : idFromKey(idempotencyKey);
  const decoded = decodeBody(body);
  const input = decoded.ok ? decoded.value : body;
  const received = receive(mailboxes, input, key.ok ? key.value : newId());
  const wrong = idempotencyKey === undefined ? [] : problemsOfKey(key, input);
  if (received.ok && wrong.length === 0) return received;
  const problems = [...wrong, ...(received.ok ? [] : received.error.problems)];
  if (!received.ok && wrong.length === 0) {
    return failed({ kind: 'refused', fault: received.error.fault, problems });
  }
  return failed(invalid(problems));
}

function invalid(problems: readonly Problem[]): PostRefusal {
  const said = problems.map(({ path, says }) => `${path} ${says}`.trim()).join('; ');
  return { kind: 'refused', fault: { at: 'message', code: 'message-invalid', said }, problems };
}

function problemsOfKey(key: Result<string, string>, input: unknown): Problem[] {
  const path = 'Idempotency-Key';
  if (!key.ok) return [{ path, says: key.error }];
  const { id } = (input ?? {}) as { id?: unknown };
  return id === undefined || id === key.value
    ? []
    : [{ path, says: 'and `id` name the message: they must be the same, or one of them be left out' }];
}

/** Takes in what was found right; for messages that are made here, too. */
export async function takePosted(
  parts: DoorParts,
  received: Received,
  log: Log,
): Promise<Result<Posted, PostRefusal>> {
  const { mailbox, message } = received;
  const key = mailboxKey(mailbox);
  const now = parts.now();
  const record = recordOf(received, { takenInAt: now, now, token: parts.newToken() });
  const noted = await noteFiles(parts.stores, message);
  if (!noted.ok) return failed({ kind: 'unavailable', fault: noted.error });
  const { files, problems } = noted.value;
  if (problems.length > 0) {
    // A repeat gets its answer, although a file may be gone by now.
    const row = await parts.open(key).read(messageKey(record.id));
    if (!row.ok) return failed({ kind: 'unavailable', fault: row.error });
    if (row.value?.values.hash !== record.hash) return failed(invalid(problems));
  }
  const claimed = await claim(parts, received, record, files);
  if (!claimed.ok) return failed({ kind: 'unavailable', fault: claimed.error });
  const entered = await takeInUnlessKnown(parts.open(key), claimed.value);
  if (!entered.ok) return failed({ kind: 'unavailable', fault: entered.error });
  const { value } = entered;
  if (value.kind !== 'in') {
    await unclaim(parts, claimed.value.record, value.kind === 'repeat' ? value.found : undefined);
  }
  if (value.kind === 'other-content') return failed({ kind: 'other-content', id: record.id });
  const kept = value.kind === 'repeat' ? value.found : record;
  // A repeat comes when the answer to the first was lost, perhaps with the process that had to ring.
  if (kept.state === 'waiting') {
    passed('posted');
    const rung = await parts.ring(key, now);
    parts.wake(mailbox);
    // The sweep rings as well, for whatever waits without a ring.
    if (!rung.ok) log(JSON.stringify({ event: 'mail.not-rung', id: kept.id, code: rung.error.code }));
    passed('posted-rung');
  }
  const event = value.kind === 'repeat' ? 'mail.repeat' : 'mail.taken-in';
  log(JSON.stringify({ event, id: kept.id, mailbox: key, by: 'http', metadata: kept.metadata }));
  return ok({ key, record: kept });
}
