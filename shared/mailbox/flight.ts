import type { Partition } from '../azure/partition.ts';
import { passed } from './crash-points.ts';
import { endingOf } from './finish.ts';
import { writeLateResult } from './late-result.ts';
import type { MailboxState } from './mailbox-state.ts';
import type { MessageRecord } from './message-record.ts';
import type { Attempted, RoomParts } from './parts.ts';
import { finishStep } from './steps.ts';
import type { Writer } from './writer.ts';

/** A message that is out of the room and into flight. */
export interface Taken {
  record: MessageRecord;
  content: Uint8Array;
}

/** A send that begins so much later than it was stamped gets a new stamp in the pace log. */
const STAMP_TOLERANCE_MS = 400;

/**
 * Sends one message whose admission was stamped at `stamp`. `mayStart` is the fence: a process that was stopped for a
 * while, and wakes when its lease is over, must not send any more. At the end the admission gets the time of the
 * answer: Exchange Online counted the message before it answered, however long the way to it was.
 */
export async function sendTaken(
  { attempt, now }: Pick<RoomParts, 'attempt' | 'now'>,
  writer: Writer,
  { record, content }: Taken,
  stamp: number,
): Promise<Attempted> {
  let last = stamp;
  const restamp = (time: number) => {
    const before = last;
    last = time;
    writer.amend((state) => restamped(state, before, time));
  };
  const mayStart = (): boolean => {
    const time = now();
    if (writer.isOver || time >= writer.state.leaseUntil) return false;
    if (time - last > STAMP_TOLERANCE_MS) restamp(time);
    passed('about-to-send');
    return true;
  };
  const attempted = await attempt({ record, content, mayStart });
  restamp(now());
  return attempted;
}

/** The admission of `stamp` becomes `now`, the newest; a log that has none of it keeps no pace, or left it behind. */
function restamped(state: MailboxState, stamp: number, now: number): MailboxState {
  const index = Math.max(0, state.admissions.lastIndexOf(stamp));
  if (state.admissions.length === 0) return state;
  return { ...state, admissions: [...state.admissions.toSpliced(index, 1), now] };
}

/** Writes what became of a message; where somebody else took the turn meanwhile, a 250 is written all the same. */
export async function land(
  parts: RoomParts,
  partition: Partition,
  writer: Writer,
  { record, content }: Taken,
  attempted: Attempted,
): Promise<void> {
  passed('answered');
  const ending = endingOf(parts, record, attempted, writer.state, parts.now());
  const writing = writer.write(finishStep(ending.record, content, ending.mailbox));
  parts.report({ ...attempted, mailbox: partition.key, record: ending.record, action: ending.action });
  if (ending.appRefusal) await parts.appHold.refused(ending.appRefusal);
  else if (attempted.outcome.kind === 'accepted') await parts.appHold.proven(attempted.outcome);
  if ((await writing) === 'written') {
    passed('finished');
    const blob = record.stored?.blob;
    if (blob !== undefined && ending.record.state === 'accepted') await parts.discard(blob);
  } else if (attempted.outcome.kind === 'accepted' && !attempted.outcome.dryRun) {
    await writeLateResult(parts, partition, ending.record, content);
  }
}
