import type { Fault } from '../failures/fault.ts';
import { ok, type Result } from '../failures/result.ts';
import { mailboxKey } from '../mail/mailbox-key.ts';
import { PAUSED } from '../mailbox/holds.ts';
import type { MessageRecord } from '../mailbox/message-record.ts';
import type { AdministerParts } from './administer.ts';
import { probeHold } from './administer-holds.ts';
import { cancelMessage } from './cancel-message.ts';
import { holdId } from './hold-id.ts';
import { readMessage } from './message-handle.ts';
import { readHoldsOn } from './read-holds.ts';

export interface AwaitParts {
  acts: AdministerParts;
  sleep: (milliseconds: number) => Promise<void>;
}

/** A message in the room of a mailbox. */
interface Entered {
  address: string;
  from: string;
  id: string;
}

const LOOK_MS = 500;
/** Others may take a probe between ours and the message. */
const MOST_PROBES = 3;
/** What is under way when the time is over gets so much more. */
const LANDING_MS = 10_000;

/** Whether its first attempt has ended, or nothing more happens to it. */
const hasEnd = ({ state, history }: MessageRecord): boolean =>
  (state !== 'waiting' && state !== 'sending') || history.some(({ ms }) => ms !== undefined);

/**
 * Waits for the end of a message's first attempt, until `until` (milliseconds since 1970); undefined where it does not
 * come. With `probes` the message looks at once whether what holds it is mended.
 */
export async function awaitEnd(
  { acts, sleep }: AwaitParts,
  entered: Entered,
  { until, probes }: { until: number; probes: boolean },
): Promise<MessageRecord | undefined> {
  const { address, id } = entered;
  for (let left = probes ? MOST_PROBES : 0; acts.now() < until; await sleep(LOOK_MS)) {
    const found = await readMessage(acts.open, mailboxKey(address), id);
    if (!found.ok || !found.value) continue;
    const { record } = found.value;
    if (hasEnd(record)) return record;
    if (record.state === 'waiting' && left > 0 && (await probe(acts, entered))) left -= 1;
  }
  return undefined;
}

/** Lets the message look at once whether what holds it is mended; false where there is nothing that it waits for. */
async function probe(acts: AdministerParts, { address, from, id }: Entered): Promise<boolean> {
  const read = await readHoldsOn(acts.open, address, from);
  if (!read.ok) return false;
  const { state, holds } = read.value;
  // Another message looks just now.
  if (state.inFlight.length > 0) return false;
  const waits = holds
    .filter(({ failure, probeAt }) => failure !== PAUSED && probeAt > acts.now())
    .map(({ id }) => id);
  const isPaused = state.pause !== undefined && state.pause.until > acts.now();
  const ids = new Set([...waits, ...(isPaused ? [holdId({ scope: 'mailbox', address })] : [])]);
  for (const one of ids) await probeHold(acts, one, id);
  return ids.size > 0;
}

/**
 * Sees to it that a message is not sent any more. Gives it as it is then, undefined where there is none; in the state
 * `sending` where it was taken, and its end did not come in time.
 */
export async function withdraw(
  { acts, sleep }: AwaitParts,
  { address, id }: Pick<Entered, 'address' | 'id'>,
): Promise<Result<MessageRecord | undefined, Fault>> {
  const key = mailboxKey(address);
  const until = acts.now() + LANDING_MS;
  for (;;) {
    await cancelMessage(acts, { key, id });
    const found = await readMessage(acts.open, key, id);
    if (!found.ok) return found;
    const record = found.value?.record;
    const isOnItsWay = record?.state === 'waiting' || record?.state === 'sending';
    if (!isOnItsWay || acts.now() >= until) return ok(record);
    await sleep(LOOK_MS);
  }
}
