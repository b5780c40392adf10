import { readAppHold } from '../../administration/app-hold-row.ts';
import { listMessages } from '../../administration/list-messages.ts';
import { countWaiting } from '../../administration/waiting.ts';
import type { Partition } from '../../azure/partition.ts';
import type { Fault } from '../../failures/fault.ts';
import { ok, type Result } from '../../failures/result.ts';
import { mailboxKey } from '../../mail/mailbox-key.ts';
import { APP_PARTITION } from '../../mailbox/app-hold.ts';
import { PAUSED } from '../../mailbox/holds.ts';
import { messageKey } from '../../mailbox/keys.ts';
import type { Hold, MailboxState } from '../../mailbox/mailbox-state.ts';
import { fromValues } from '../../mailbox/message-record.ts';
import { defineCheck, type Judgement } from '../check.ts';
import { minute } from '../minute.ts';
import { refused } from '../refused.ts';

/** More are not counted. */
const MOST_BURIED = 1_000;

/** What lies in the mailbox's room: what waits, what holds it, and what was buried. */
export const roomCheck = defineCheck({
  id: 'room',
  title: 'Room of the mailbox',
  probe: 'token',
  needs: ['storage', 'states', 'mailbox'],
  gives: [],
  async look(facts, { now }) {
    const { storage, states, mailbox } = facts;
    const state = states.get(mailbox.address);
    if (!state) throw new Error('the storage check reads the row of every mailbox');
    const partition = storage.open(mailboxKey(mailbox.address));
    const [waiting, buried, first, app] = await Promise.all([
      countWaiting(partition),
      listMessages(partition, 'buried', MOST_BURIED),
      readFirst(partition),
      readAppHold(storage.open(APP_PARTITION)),
    ]);
    for (const read of [waiting, buried, first, app]) if (!read.ok) return refused(read.error, facts);
    if (!waiting.ok || !buried.ok || !first.ok || !app.ok) throw new Error('each of them was read');
    const { count, isMore } = waiting.value;
    const room = { state, app: app.value, count, buried: buried.value.length, now: now() };
    const { heldFor, ...judgement } = judgeRoom(room);
    const failure = heldFor && refused({ at: 'submit', ...heldFor }, facts).failure;
    return {
      ...judgement,
      ...(failure && { failure }),
      details: {
        waiting: isMore ? `${count} or more` : count,
        underWay: state.inFlight.length,
        buried: buried.value.length === MOST_BURIED ? `${MOST_BURIED} or more` : buried.value.length,
        ...(first.value && { firstTakenIn: minute(first.value) }),
        ...(state.nextTurn > 0 && { nextRing: minute(state.nextTurn) }),
        lastAccepted: state.lastAccepted > 0 ? minute(state.lastAccepted) : 'never',
      },
    };
  },
});

interface RoomFacts {
  state: MailboxState;
  app: Hold | undefined;
  count: number;
  buried: number;
  now: number;
}

/** What a held message was refused with; `code` is an id of the catalogue. */
type Heard = Pick<Fault, 'code' | 'said'>;

/** A ring that is so late is lost; `sweep` looks every five minutes. */
const LATE_MS = 10 * 60_000;

/**
 * What keeps mail from going comes first, then what somebody should look at. `heldFor` is the
 * refusal of a real message, such as a missing FullAccess, which no other check can see.
 */
export function judgeRoom({ state, app, count, buried, now }: RoomFacts): Judgement & { heldFor?: Heard } {
  const { hold, senderHolds = {}, pause, nextTurn, owner } = state;
  const holds = [
    ...(app ? [['All mailboxes are', app] as const] : []),
    ...(hold ? [['The mailbox is', hold] as const] : []),
    ...Object.entries(senderHolds).map(([sender, one]) => [`${sender} is`, one] as const),
  ];
  if (holds.length > 0) {
    const held = holds.map(
      ([what, { failure, since }]) => `${what} held since ${minute(since)} (${failure}).`,
    );
    const refusal = holds.map(([, one]) => one).find(({ failure }) => failure !== PAUSED);
    return {
      verdict: refusal ? 'fail' : 'warn',
      says: `${held.join(' ')} ${count} wait. Once it is mended: npm run holds -- release`,
      ...(refusal && { heldFor: { code: refusal.failure, said: refusal.said } }),
    };
  }
  if (count > 0 && nextTurn > 0 && nextTurn + LATE_MS < now && owner === '') {
    return {
      verdict: 'warn',
      says: `${count} wait, and the ring of ${minute(nextTurn)} has not come: see whether the functions takeTurn and sweep run.`,
    };
  }
  if (pause) {
    return {
      verdict: 'notice',
      says: `The mailbox pauses since ${minute(pause.since)}, because a server was away; the next try is at ${minute(pause.until)}.`,
    };
  }
  if (buried > 0) {
    return {
      verdict: 'notice',
      says: `${buried} buried, each kept with its explanation: npm run buried -- list`,
    };
  }
  return {
    verdict: 'pass',
    says: count === 0 ? 'Nothing waits and nothing is held.' : `${count} wait for their turn.`,
  };
}

/** When the message that goes first was taken in. */
async function readFirst(partition: Partition): Promise<Result<number | undefined, Fault>> {
  const waiting = await listMessages(partition, 'waiting', 1);
  if (!waiting.ok) return waiting;
  const [first] = waiting.value;
  if (!first) return ok(undefined);
  const row = await partition.read(messageKey(first.id));
  if (!row.ok) return row;
  return ok(row.value && fromValues(row.value.values).takenInAt);
}
