import type { Held } from '../administration/held.ts';
import type { Explanation } from '../failures/explain.ts';
import { NEVER, PAUSED } from '../mailbox/holds.ts';
import type { MailboxState } from '../mailbox/mailbox-state.ts';
import type { MessageRecord } from '../mailbox/message-record.ts';
import { nextSlot, type PaceLimits } from '../mailbox/pace.ts';
import { explainKept, explainRecord } from './explain-record.ts';

/** Why a message waits. `until` in milliseconds since 1970; absent where it goes at once, or when a person says so. */
export interface Waits {
  why: 'scheduled' | 'paused' | 'held' | 'server-away' | 'retry' | 'pace' | 'turn';
  says: string;
  until?: number;
  explanation?: Explanation;
}

/** What keeps a message in the room: what lasts longest first. `now` in milliseconds since 1970. */
export function waitsFor(
  record: MessageRecord,
  { state, holds }: { state: MailboxState; holds: readonly Held[] },
  limits: PaceLimits,
  now: number,
): Waits {
  const { due, sendAt = 0 } = record;
  if (sendAt > now) {
    return { why: 'scheduled', says: 'It is sent at the time that its producer chose.', until: sendAt };
  }
  const hold = holds.find(({ failure }) => failure === PAUSED) ?? holds[0];
  if (hold?.failure === PAUSED) {
    return { why: 'paused', says: 'An administrator paused sending. It goes when one releases it.' };
  }
  if (hold) {
    return {
      why: 'held',
      says: 'Mail is held until an administrator has mended what is wrong. Nothing is lost.',
      ...(hold.probeAt < NEVER && { until: hold.probeAt }),
      explanation: explainKept(hold, { messageId: record.id }),
    };
  }
  if (state.pause) {
    const says = 'A server is away. It is tried again by itself.';
    return { why: 'server-away', says, until: state.pause.until };
  }
  if (due > now) {
    const explanation = explainRecord(record);
    const says = 'It was refused for now, and is tried again by itself.';
    return { why: 'retry', says, until: due, ...(explanation && { explanation }) };
  }
  const slot = nextSlot(state, limits, now);
  if (slot > now) {
    return { why: 'pace', says: 'Its mailbox has sent as much as it may for now.', until: slot };
  }
  return { why: 'turn', says: 'It goes as soon as its turn comes.' };
}
