import type { PutIntoQueue } from '../azure/message-queue.ts';
import type { OpenPartition, Partition } from '../azure/partition.ts';
import type { EventOf, Log } from '../events/event.ts';
import type { Fault } from '../failures/fault.ts';
import { ok, type Result } from '../failures/result.ts';
import { pack } from '../mail/content.ts';
import { buriedEvent } from '../mail/log.ts';
import { mailboxKey } from '../mail/mailbox-key.ts';
import type { Receipt } from '../mail/receipt.ts';
import { receive } from '../mail/receive.ts';
import type { Mailbox } from '../mail/sender.ts';
import { passed } from '../mailbox/crash-points.ts';
import { asideId, messageKey } from '../mailbox/keys.ts';
import { fromValues } from '../mailbox/message-record.ts';
import { keepBuried } from '../mailbox/take-in.ts';
import { recordOf } from './record-of.ts';
import { keepUnsendable } from './unsendable.ts';

export interface PoisonParts {
  /** Those of the settings, or why nobody knows them. */
  mailboxes: Result<readonly Mailbox[], Fault>;
  openPartition: OpenPartition;
  /** Into the poison queue, once more. */
  putBack: PutIntoQueue;
  newToken: () => string;
  now: () => number;
}

const BACK_AFTER_SECONDS = 300;

const triesUsedUp: Fault = {
  at: 'message',
  code: 'tries-used-up',
  said: 'The host took the message from the queue as often as it may and moved it to the poison queue.',
};

/**
 * Settles what the host gave up on: its process ended five times before it was taken in. What is in the room is
 * dropped here, all else kept with its explanation. Must not throw: the host brings a failing message of a poison
 * queue again every ten minutes for ever. Where it cannot be kept now, or nobody knows for which mailbox, it is put back;
 * where storage takes neither, throwing is what keeps the message.
 */
export async function settlePoison(
  parts: PoisonParts,
  body: unknown,
  receipt: Receipt,
  log: Log,
): Promise<void> {
  const settled = await settle(parts, body, receipt);
  if (settled.ok) {
    passed('poison-settled');
    const event = settled.value;
    log(event);
    return log({
      event: 'poison.settled',
      id: event.id,
      ...(event.event === 'mail.buried' ? { became: 'kept', keptAs: event.keptAs } : { became: 'dropped' }),
    });
  }
  const { code } = settled.error;
  log({ event: 'mail.put-back', id: receipt.id, code, again: `in ${BACK_AFTER_SECONDS} s` });
  const queued = await parts.putBack(body, BACK_AFTER_SECONDS);
  if (!queued.ok) {
    throw new Error(
      `Message ${receipt.id} could neither be kept (${code}) nor put back (${queued.error.code}).`,
    );
  }
  log({ event: 'poison.settled', id: receipt.id, became: 'put-back' });
}

/** The value is what is logged about it. */
async function settle(
  { mailboxes, openPartition, newToken, now }: PoisonParts,
  body: unknown,
  receipt: Receipt,
): Promise<Result<EventOf<'mail.buried' | 'mail.repeat'>, Fault>> {
  if (!mailboxes.ok) return mailboxes;
  const facts = { takenInAt: receipt.insertedAt.getTime(), now: now(), token: newToken() };
  const received = receive(mailboxes.value, body, receipt.id);
  if (!received.ok) {
    const kept = await keepUnsendable(openPartition, received.error, body, facts);
    return kept.ok ? ok(buriedEvent({ ...received.error, keptAs: kept.value })) : kept;
  }
  const { message, mailbox, input } = received.value;
  const partition: Partition = openPartition(mailboxKey(mailbox));
  const record = recordOf(received.value, facts);
  const found = await partition.read(messageKey(message.id));
  if (!found.ok) return found;
  if (found.value?.values.hash === record.hash) {
    return ok({
      event: 'mail.repeat',
      id: message.id,
      mailbox: partition.key,
      metadata: message.metadata,
      state: fromValues(found.value.values).state,
      action: 'dropped',
    });
  }
  const keptAs = found.value ? asideId(message.id, record.hash) : message.id;
  const buried = { ...record, id: keptAs, failure: 'tries-used-up' };
  const kept = await keepBuried(partition, buried, pack(input), now());
  return kept.ok ? ok(buriedEvent({ id: message.id, keptAs, fault: triesUsedUp })) : kept;
}
