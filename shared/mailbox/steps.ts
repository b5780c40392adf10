import type { Change } from '../azure/partition.ts';
import { PROBE_MS } from './holds.ts';
import { messageKey } from './keys.ts';
import type { MailboxState } from './mailbox-state.ts';
import { type MessageRecord, toValues } from './message-record.ts';
import { admit, type PaceLimits } from './pace.ts';
import type { Place } from './places.ts';
import { standing } from './standing-row.ts';
import type { Step } from './writer.ts';

/** Out of the room, into flight, its time noted for the pace; a hold's probe is taken with it. */
export function takeStep(limits: PaceLimits, place: Place, record: MessageRecord): Step {
  return (state, now) => ({
    state: {
      ...inFlight(state, record.id),
      ...admit(state, limits, record.recipients, now),
      ...probing(state, record, now),
    },
    changes: [
      { kind: 'delete', rowKey: place.rowKey },
      { kind: 'merge', rowKey: messageKey(record.id), values: toValues({ ...record, state: 'sending' }) },
    ],
  });
}

const inFlight = (state: MailboxState, id: string): MailboxState => ({
  ...state,
  inFlight: [...state.inFlight, id],
});

/** Out of the room, and nothing else. */
export const leaveStep =
  ({ rowKey }: Place): Step =>
  (state) => ({ state, changes: [{ kind: 'delete', rowKey }] });

function probing(
  state: MailboxState,
  { id: probe, from = '' }: MessageRecord,
  now: number,
): Partial<MailboxState> {
  const probeAt = now + PROBE_MS;
  const senderHold = state.senderHolds?.[from.toLowerCase()];
  return {
    ...(state.hold && { hold: { ...state.hold, probe, probeAt } }),
    ...(state.pause && { pause: { ...state.pause, probe, until: probeAt } }),
    ...(senderHold && {
      senderHolds: { ...state.senderHolds, [from.toLowerCase()]: { ...senderHold, probe, probeAt } },
    }),
  };
}

/** The end of an attempt: out of flight, and the message either final or back in the room. */
export function finishStep(
  record: MessageRecord,
  content: Uint8Array,
  change: (state: MailboxState, now: number) => MailboxState,
): Step {
  return (state, now) =>
    state.inFlight.includes(record.id)
      ? { state: counted(landed(change(state, now), record.id), record), changes: landing(record, content) }
      : undefined;
}

/** The rows of a message that is not under way any more; its content goes once Exchange Online has it. */
export function landing(record: MessageRecord, content: Uint8Array): Change[] {
  const { id, state } = record;
  if (state === 'waiting') {
    return [{ kind: 'merge', rowKey: messageKey(id), values: toValues(record) }, standing(record)];
  }
  const isSent = state === 'accepted';
  return [
    {
      kind: 'replace',
      rowKey: messageKey(id),
      values: isSent ? toValues(withoutContent(record)) : toValues(record, content),
      etag: '*',
    },
    standing(record),
  ];
}

/** Its blob goes after this: an orphan is swept, a name that leads nowhere is a riddle. */
function withoutContent({ stored: _, ...record }: MessageRecord): MessageRecord {
  return record;
}

const landed = (state: MailboxState, id: string): MailboxState => ({
  ...state,
  inFlight: state.inFlight.filter((one) => one !== id),
});

/** Counts a message's new state; a return to the room counts as `retried`, a dry run not at all: nothing was sent. */
export function counted(state: MailboxState, record: MessageRecord): MailboxState {
  if (record.dryRun) return state;
  const what = record.state === 'waiting' ? 'retried' : record.state;
  return { ...state, counts: { ...state.counts, [what]: (state.counts[what] ?? 0) + 1 } };
}

/** Gives the turn back; `nextTurn` is the ring on its way, 0 for none. */
export const releaseStep =
  (nextTurn: number): Step =>
  (state) => ({ state: { ...state, owner: '', nextTurn }, changes: [] });

/** Pushes the lease and writes what was amended. */
export const renewStep: Step = (state) => ({ state, changes: [] });
