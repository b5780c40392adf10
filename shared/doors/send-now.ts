import { awaitEnd, withdraw } from '../administration/await-end.ts';
import { readHoldsOn } from '../administration/read-holds.ts';
import type { Log } from '../events/event.ts';
import type { Explanation } from '../failures/explain.ts';
import { failed, ok, type Result } from '../failures/result.ts';
import type { Message } from '../mail/message.ts';
import type { Problem } from '../mail/problems.ts';
import type { Received } from '../mail/receive.ts';
import { isListed } from '../mail/recipient-list.ts';
import { PAUSED } from '../mailbox/holds.ts';
import type { MessageRecord } from '../mailbox/message-record.ts';
import { explainKept, explainRecord } from './explain-record.ts';
import type { DoorParts } from './parts.ts';
import { type Posted, type PostRefusal, takePosted } from './post-message.ts';
import { type PostedBody, readPosted } from './read-posted.ts';
import { withDefaults } from './test-message.ts';

/** A test message and what became of it. */
export interface SentNow extends Posted {
  /** Its attempt has ended; else it goes on its way, and its status tells. */
  isEnded: boolean;
  /** How long each stage of its attempt took, in milliseconds. */
  ms: Readonly<Record<string, number>>;
  /** What went wrong. */
  explanation?: Explanation;
}

export type SendRefusal =
  | PostRefusal
  /** Recipients whom a test send may not write to. */
  | { kind: 'not-allowed'; problems: readonly Problem[] }
  /** Mail is held, and nothing was taken in; `hold` is its id. */
  | { kind: 'held'; hold: string; isPaused: boolean; explanation: Explanation };

/** How long the outcome is waited for. */
const WAIT_MS = 60_000;

/**
 * Sends one message at once, through the same room, turn and pace as all others, and waits for its outcome. Where mail
 * is held it is not taken in, but with `anyway`: then it looks whether that is mended. What failed is not tried again:
 * whoever tests tries again himself. A caller who does not stay changes nothing.
 */
export async function sendNow(
  parts: DoorParts,
  { body, idempotencyKey, traceparent, anyway }: PostedBody & { anyway: boolean },
  log: Log,
): Promise<Result<SentNow, SendRefusal>> {
  const until = parts.now() + WAIT_MS;
  const read = readPosted(parts, withDefaults(parts.mailboxes, body), idempotencyKey);
  if (!read.ok) return read;
  const { mailbox: address, from } = read.value;
  const problems = notAllowed(parts, read.value);
  if (problems.length > 0) return failed({ kind: 'not-allowed', problems });
  const room = await readHoldsOn(parts.open, address, from);
  if (!room.ok) return failed({ kind: 'unavailable', fault: room.error });
  const hold = room.value.holds.find(({ failure }) => failure === PAUSED) ?? room.value.holds[0];
  if (hold && (hold.failure === PAUSED || !anyway)) {
    const explanation = explainKept(hold, { ...parts.known, mailbox: address, sender: from });
    return failed({ kind: 'held', hold: hold.id, isPaused: hold.failure === PAUSED, explanation });
  }

  const posted = await takePosted(parts, read.value, log, traceparent);
  if (!posted.ok) return posted;
  const { key, record } = posted.value;
  const wait = { acts: parts, sleep: parts.sleep };
  const named = { address, from, id: record.id };
  const ended = await awaitEnd(wait, named, { until, probes: anyway });
  // Who was refused for now, while others have it, is told later.
  const goesOn = !ended || (isOnItsWay(ended) && ended.reply !== undefined);
  if (goesOn) return ok({ key, record: ended ?? record, isEnded: false, ms: {} });
  const last = isOnItsWay(ended) ? await withdraw(wait, named) : ok(ended);
  if (!last.ok) return failed({ kind: 'unavailable', fault: last.error });
  return ok(endOf(parts, read.value, { key, record: last.value ?? ended }));
}

function endOf({ known }: DoorParts, { mailbox, from }: Received, { key, record }: Posted): SentNow {
  const { ms = {} } = record.history.findLast((one) => one.ms !== undefined) ?? {};
  const explanation = explainRecord(record, { ...known, mailbox, sender: from });
  return { key, record, isEnded: !isOnItsWay(record), ms, ...(explanation && { explanation }) };
}

const isOnItsWay = ({ state }: MessageRecord): boolean => state === 'waiting' || state === 'sending';

/** What names somebody who is neither the mailbox that sends nor in MAIL_TEST_RECIPIENTS. */
function notAllowed({ testRecipients }: DoorParts, { message, mailbox }: Received): readonly Problem[] {
  const mayGet = ({ address }: Message['to'][number]) =>
    address.toLowerCase() === mailbox.toLowerCase() ||
    (testRecipients !== undefined && isListed(testRecipients, address));
  return (['to', 'cc', 'bcc'] as const)
    .filter((list) => !message[list].every(mayGet))
    .map((list) => ({
      path: list,
      says: 'has a recipient who is neither the mailbox that sends nor in the setting MAIL_TEST_RECIPIENTS',
    }));
}
