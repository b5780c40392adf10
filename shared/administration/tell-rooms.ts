import type { EventOf, Log } from '../events/event.ts';
import type { Fault } from '../failures/fault.ts';
import { ok, type Result } from '../failures/result.ts';
import { forEachMailbox, type Unanswered } from '../mailbox/for-each-mailbox.ts';
import { PAUSED } from '../mailbox/holds.ts';
import { finishedOf } from '../mailbox/keys.ts';
import { type Counts, type Hold, hourOf, type MailboxState } from '../mailbox/mailbox-state.ts';
import { messagesNow, recipientsOfADay } from '../mailbox/pace.ts';
import type { RoomParts } from '../mailbox/parts.ts';
import type { RoomSwept } from '../mailbox/sweep.ts';
import { countsBeside } from './counts.ts';

type RoomEvent = EventOf<'mail.room'>;
type TellParts = Pick<RoomParts, 'limits' | 'appHold' | 'now'>;

const HOUR_MS = 3_600_000;
/** One page: more are not counted. */
const MOST_UNCERTAIN = 1_000;

/**
 * Logs how each mailbox stands, as a sweep found it; nothing of one of which there is nothing to tell. A request for a
 * mailbox, and another one for those where a message ended within a day. Gives those for which storage did not answer.
 */
export async function tellRooms(
  parts: TellParts,
  swept: readonly RoomSwept[],
  log: Log,
): Promise<readonly Unanswered[]> {
  const app = await parts.appHold.current();
  const { unanswered } = await forEachMailbox(swept, async (room) => {
    const event = await eventOf(parts, room, app);
    if (event.ok && isWorthTelling(event.value)) log(event.value);
    return event;
  });
  return unanswered;
}

const isWorthTelling = ({ waiting, held, accepted, buried, uncertain, quota = 0 }: RoomEvent): boolean =>
  held !== undefined || waiting + accepted + buried + uncertain + quota > 0;

async function eventOf(
  { limits, now }: TellParts,
  { partition, state, waiting }: RoomSwept,
  app: Hold | undefined,
): Promise<Result<RoomEvent, Fault>> {
  const at = now();
  const [uncertain, counts] = await Promise.all([
    partition.list({ ...finishedOf('uncertain'), limit: MOST_UNCERTAIN }),
    countsOfADay(partition, state, at),
  ]);
  if (!uncertain.ok) return uncertain;
  if (!counts.ok) return counts;
  const sum = (name: 'accepted' | 'buried') =>
    counts.value.reduce((total, one) => total + (one[name] ?? 0), 0);
  const pace = messagesNow(state, limits, at);
  return ok({
    event: 'mail.room',
    mailbox: partition.key,
    waiting: waiting.count,
    ...(waiting.isMore && { more: true }),
    ...(waiting.since <= at && { oldestSeconds: Math.floor((at - waiting.since) / 1000) }),
    ...heldBy(state, app),
    accepted: sum('accepted'),
    buried: sum('buried'),
    uncertain: uncertain.value.length,
    ...(Number.isFinite(limits.recipientsPerDay) && {
      quota: Math.round((10_000 * recipientsOfADay(state, at)) / limits.recipientsPerDay) / 10_000,
    }),
    ...(Number.isFinite(pace) && { pace }),
  });
}

/** The counters of the running hour and of the 23 before it. */
async function countsOfADay(
  partition: RoomSwept['partition'],
  state: MailboxState,
  now: number,
): Promise<Result<readonly Counts[], Fault>> {
  const from = now - 23 * HOUR_MS;
  if (state.hour < hourOf(from)) return ok([]);
  const hours = await countsBeside(partition, state, from, now + HOUR_MS);
  return hours.ok ? ok(hours.value.map(({ counts }) => counts)) : hours;
}

function heldBy(state: MailboxState, app: Hold | undefined) {
  // What somebody has to mend before what a person paused, which would hide it.
  const senders = Object.values(state.senderHolds ?? {}).sort(
    (a, b) => Number(a.failure === PAUSED) - Number(b.failure === PAUSED) || a.since - b.since,
  );
  if (app) return heldIn('app', app);
  if (state.hold) return heldIn('mailbox', state.hold);
  const [first] = senders;
  return first && { ...heldIn('sender', first), heldSenders: senders.length };
}

const heldIn = (held: 'app' | 'mailbox' | 'sender', { since, failure }: Hold) => ({
  held,
  heldSince: new Date(since).toISOString(),
  failure: failure === PAUSED ? 'by-hand' : failure,
});
