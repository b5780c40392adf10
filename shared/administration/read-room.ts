import type { OpenPartition, Partition } from '../azure/partition.ts';
import type { Fault } from '../failures/fault.ts';
import { ok, type Result } from '../failures/result.ts';
import { mailboxKey } from '../mail/mailbox-key.ts';
import { APP_PARTITION } from '../mailbox/app-hold.ts';
import { messageKey } from '../mailbox/keys.ts';
import { fromValues } from '../mailbox/message-record.ts';
import { readMailbox } from '../mailbox/turn.ts';
import { countWaiting } from '../mailbox/waiting.ts';
import { readAppHold } from './app-hold-row.ts';
import type { Held } from './held.ts';
import { listMessages } from './list-messages.ts';
import { MOST_BURIED, type RoomSeen } from './room-seen.ts';

/** Reads the room of a mailbox as it is now. `released`: what the run has ended there before. */
export async function readRoomSeen(
  open: OpenPartition,
  address: string,
  released: readonly Held[],
): Promise<Result<RoomSeen, Fault>> {
  const partition = open(mailboxKey(address));
  const [mailbox, waiting, buried, first, app] = await Promise.all([
    readMailbox(partition, address),
    countWaiting(partition),
    listMessages(partition, 'buried', MOST_BURIED),
    readFirstTakenIn(partition),
    readAppHold(open(APP_PARTITION)),
  ]);
  if (!mailbox.ok) return mailbox;
  if (!waiting.ok) return waiting;
  if (!buried.ok) return buried;
  if (!first.ok) return first;
  if (!app.ok) return app;
  const { count, isMore } = waiting.value;
  return ok({
    state: mailbox.value.state,
    app: app.value,
    waiting: { count, isMore },
    buried: buried.value.length,
    firstTakenIn: first.value,
    released,
  });
}

/** When the message that goes first was taken in, in milliseconds since 1970; undefined where none waits. */
export async function readFirstTakenIn(partition: Partition): Promise<Result<number | undefined, Fault>> {
  const waiting = await listMessages(partition, 'waiting', 1);
  if (!waiting.ok) return waiting;
  const [first] = waiting.value;
  if (!first) return ok(undefined);
  const row = await partition.read(messageKey(first.id));
  if (!row.ok) return row;
  return ok(row.value && fromValues(row.value.values).takenInAt);
}
