import type { Partition } from '../azure/partition.ts';
import { messageKey } from './keys.ts';
import { fromValues, type MessageRecord } from './message-record.ts';
import type { RoomParts } from './parts.ts';
import { standingKey } from './standing-row.ts';
import { landing } from './steps.ts';

const TRIES_FOR_MS = 5 * 60_000;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;

/**
 * Writes the 250 of an owner that was thought dead. What was declared uncertain, was buried or waits to be sent once
 * more is accepted, or waits for the recipients who were not told; the place or the index entry that goes with it
 * decides against whoever acts on it now. A message that a new owner is sending already is only noted. `sent` is the
 * record as its sender would have written it.
 */
export async function writeLateResult(
  { now, sleep }: Pick<RoomParts, 'now' | 'sleep'>,
  partition: Partition,
  sent: MessageRecord,
  content: Uint8Array,
): Promise<'written' | 'noted' | 'given up'> {
  const until = now() + TRIES_FOR_MS;
  for (let pause = FIRST_PAUSE_MS; now() < until; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
    const row = await partition.read(messageKey(sent.id));
    if (row.ok) {
      if (!row.value) return 'noted';
      const found = fromValues(row.value.values);
      if (found.state === 'accepted' || holds(found, sent)) return 'written';
      // The row that exists as long as nobody acts on the message in this state.
      const guard = found.state === 'sending' ? undefined : standingKey(found);
      const written = await partition.commit(
        guard === undefined
          ? [{ kind: 'merge', rowKey: messageKey(sent.id), values: { lateReply: sent.reply ?? '' } }]
          : [{ kind: 'delete', rowKey: guard }, ...landing(together(found, sent, now()), content)],
      );
      if (written.ok) return guard === undefined ? 'noted' : 'written';
    }
    await sleep(pause);
  }
  return 'given up';
}

/** Whether it was written after all: its answer was lost, and the turn is somebody else's since. */
function holds(found: MessageRecord, { history }: MessageRecord): boolean {
  const last = history.at(-1);
  return found.history.some(({ at, what }) => at === last?.at && what === last.what);
}

/** What is known of the message by both: by whoever thought its sender dead, and by its sender. */
function together(found: MessageRecord, sent: MessageRecord, now: number): MessageRecord {
  const left = sent.left?.filter((index) => found.left?.includes(index) ?? true) ?? [];
  const isDone = sent.state === 'accepted' || left.length === 0;
  const { finishedAt: _, failure: __, ...open } = found;
  const wasTriedSince = found.attempts >= sent.attempts || (found.deaths ?? 0) > (sent.deaths ?? 0) + 1;
  return {
    ...open,
    attempts: found.attempts + 1,
    ...(sent.reply !== undefined && { reply: sent.reply }),
    ...(sent.serverMessageId !== undefined && { serverMessageId: sent.serverMessageId }),
    ...(sent.messageId !== undefined && { messageId: sent.messageId }),
    refused: sent.refused,
    left,
    // Only one that was tried once more may be there twice.
    mayDuplicate: sent.mayDuplicate === true || wasTriedSince,
    history: [...found.history, { at: now, what: `the 250 came late, while it was ${found.state}` }],
    ...(isDone ? { state: 'accepted', finishedAt: now } : { state: 'waiting', due: Math.max(now, sent.due) }),
  };
}
