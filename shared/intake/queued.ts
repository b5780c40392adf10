import type { PutIntoQueue } from '../azure/message-queue.ts';
import type { OpenPartition } from '../azure/partition.ts';
import type { Log } from '../events/event.ts';
import type { Fault } from '../failures/fault.ts';
import { buriedEvent } from '../mail/log.ts';
import { mailboxKey } from '../mail/mailbox-key.ts';
import type { Receipt } from '../mail/receipt.ts';
import { type Received, receive, type Unsendable } from '../mail/receive.ts';
import type { Mailbox } from '../mail/sender.ts';
import { passed } from '../mailbox/crash-points.ts';
import type { Mailboxes } from '../mailbox/mailboxes.ts';
import type { MessageRecord } from '../mailbox/message-record.ts';
import type { TakenIn } from '../mailbox/take-in.ts';
import type { Tracing } from '../telemetry/tracing.ts';
import { type ClaimParts, claim } from './claim-check.ts';
import { noteFiles } from './note-files.ts';
import { recordOf } from './record-of.ts';
import { keepUnsendable } from './unsendable.ts';

export interface QueuedParts extends ClaimParts {
  mailboxes: readonly Mailbox[];
  rooms: Mailboxes;
  openPartition: OpenPartition;
  /** Into the queue that the message came from. */
  putBack: PutIntoQueue;
  /** Grows while storage is away. */
  putBackSeconds: (isAway: boolean) => number;
  newToken: () => string;
  /** Begins to tell of a message being taken in. */
  trace: Tracing['takeIn'];
  /** Milliseconds since 1970. */
  now: () => number;
}

/** The host's word for "again": it makes the message visible after `visibilityTimeout`, five times in all. */
export class TryAgain extends Error {
  override name = 'TryAgain';
}

/**
 * One message of the queue: into its mailbox's room, or aside where nobody could ever send it. Resolves when this
 * process has no more to do for the mailbox.
 * @throws TryAgain where neither the table nor the queue took it.
 */
export async function takeQueued(
  parts: QueuedParts,
  body: unknown,
  receipt: Receipt,
  log: Log,
): Promise<void> {
  const received = receive(parts.mailboxes, body, receipt.id);
  if (!received.ok) return putAside(parts, received.error, body, receipt, log);
  const { value } = received;
  const span = parts.trace(value.message.traceparent ?? receipt.traceparent);
  const record = recordOf(value, {
    takenInAt: receipt.insertedAt.getTime(),
    now: parts.now(),
    token: parts.newToken(),
    traceparent: span.traceparent,
  });
  const entered = await enter(parts, value, record);
  const became = entered.ok ? entered.value.taken.kind : 'put-back';
  span.end({ id: record.id, mailbox: mailboxKey(value.mailbox), became });
  if (!entered.ok) return back(parts, record.id, entered.error, body, log);
  parts.putBackSeconds(false);
  logTakenIn(value, entered.value.taken, log);
  await entered.value.served;
  passed('served');
}

/** A file that is not there is no reason to refuse the message: it shows when the message is sent, and can be put there. */
async function enter(parts: QueuedParts, received: Received, record: MessageRecord) {
  const noted = await noteFiles(parts.stores, received.message);
  if (!noted.ok) return noted;
  const claimed = await claim(parts, received, record, noted.value.files);
  return claimed.ok ? parts.rooms.enter(received.mailbox, claimed.value) : claimed;
}

async function putAside(
  parts: QueuedParts,
  unsendable: Unsendable,
  body: unknown,
  receipt: Receipt,
  log: Log,
): Promise<void> {
  const facts = {
    takenInAt: receipt.insertedAt.getTime(),
    now: parts.now(),
    token: parts.newToken(),
  };
  const kept = await keepUnsendable(parts.openPartition, unsendable, body, facts);
  if (!kept.ok) return back(parts, unsendable.id, kept.error, body, log);
  log(buriedEvent({ ...unsendable, keptAs: kept.value }));
}

function logTakenIn({ message, mailbox }: Received, taken: TakenIn, log: Log): void {
  const facts = { id: message.id, mailbox: mailboxKey(mailbox), metadata: message.metadata };
  if (taken.kind === 'in') log({ event: 'mail.taken-in', ...facts });
  if (taken.kind === 'repeat') {
    log({ event: 'mail.repeat', ...facts, state: taken.found.state, action: 'dropped' });
  }
  if (taken.kind === 'other-content') {
    const said = `another message with the id ${message.id} was taken in before`;
    log(
      buriedEvent({
        id: message.id,
        keptAs: taken.keptAs,
        fault: { at: 'message', code: 'id-reused', said },
      }),
    );
  }
}

/** Storage did not take it in: it comes again through the queue, where no count of deliveries uses it up. */
async function back(parts: QueuedParts, id: string, fault: Fault, body: unknown, log: Log): Promise<void> {
  const seconds = parts.putBackSeconds(true);
  log({ event: 'mail.put-back', id, code: fault.code, again: `in ${seconds} s` });
  const queued = await parts.putBack(body, seconds);
  if (!queued.ok) {
    throw new TryAgain(
      `Message ${id} could not be taken in (${fault.code}) nor put back (${queued.error.code}); it stays in the queue.`,
    );
  }
  passed('put-back');
}
