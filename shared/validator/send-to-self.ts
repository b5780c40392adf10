import { type AwaitParts, awaitEnd, withdraw } from '../administration/await-end.ts';
import type { Held } from '../administration/held.ts';
import { readHoldsOn } from '../administration/read-holds.ts';
import type { Fault } from '../failures/fault.ts';
import { mailboxKey } from '../mail/mailbox-key.ts';
import type { Taken } from '../mailbox/flight.ts';
import type { MailboxState } from '../mailbox/mailbox-state.ts';
import type { MessageRecord } from '../mailbox/message-record.ts';
import { takeIn } from '../mailbox/take-in.ts';

/** What became of a message to oneself. `ms`: how long each stage of its attempt took. */
export type SentToSelf =
  | { kind: 'accepted'; reply: string; ms: Milliseconds; dryRun?: true }
  | { kind: 'refused'; fault: Fault; ms: Milliseconds }
  /** The line broke after it was handed over. */
  | { kind: 'uncertain'; fault: Fault | undefined; ms: Milliseconds }
  /** Its turn did not come in time: it was cancelled. `state` is that of the mailbox then. */
  | { kind: 'not-sent'; state: MailboxState; holds: readonly Held[] }
  /** It was taken, and its end did not come in time; it is not sent again. */
  | { kind: 'under-way' }
  /** Storage refused. */
  | { kind: 'unavailable'; fault: Fault };

type Milliseconds = Readonly<Record<string, number>>;

/**
 * Sends one message of a mailbox to itself, through room, turn and pace like any other. Where it is held, it is the
 * hold's probe. What has no end by `until` (milliseconds since 1970) is cancelled, as is what was refused and would be
 * tried again.
 */
export async function sendToSelf(
  parts: AwaitParts,
  address: string,
  taken: Taken,
  until: number,
): Promise<SentToSelf> {
  const { acts } = parts;
  const key = mailboxKey(address);
  const { id, from = address } = taken.record;
  const entered = await takeIn(acts, acts.open(key), taken);
  // A request without an answer may have been carried out.
  const rung = entered.ok ? await acts.ring(key, acts.now()) : entered;
  if (rung.ok) await awaitEnd(parts, { address, from, id }, { until, probes: true });
  const withdrawn = await withdraw(parts, { address, id });
  if (!rung.ok) return { kind: 'unavailable', fault: rung.error };
  if (!withdrawn.ok) return { kind: 'unavailable', fault: withdrawn.error };
  const record = withdrawn.value;
  const end = record && endOf(record);
  if (end) return end;
  if (record && record.state !== 'cancelled') return { kind: 'under-way' };
  const read = await readHoldsOn(acts.open, address, from);
  return read.ok ? { kind: 'not-sent', ...read.value } : { kind: 'unavailable', fault: read.error };
}

/** The end of its first attempt; undefined while there is none. */
function endOf({ state, reply = '', dryRun, history }: MessageRecord): SentToSelf | undefined {
  const attempt = history.findLast(({ ms }) => ms !== undefined);
  const { ms = {}, faults: [fault] = [] } = attempt ?? {};
  if (state === 'accepted') return { kind: 'accepted', reply, ms, ...(dryRun && { dryRun }) };
  if (state === 'uncertain') return { kind: 'uncertain', fault, ms };
  return fault && { kind: 'refused', fault, ms };
}
