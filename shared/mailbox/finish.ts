import { type Action, type AttemptRecord, decide } from '../mail/decide.ts';
import { faultsOf, type Outcome } from '../mail/outcome.ts';
import { holdAfter, pauseAfter, type Refusal, senderHold } from './holds.ts';
import type { MailboxState } from './mailbox-state.ts';
import type { HistoryEntry, MessageRecord } from './message-record.ts';
import { fewerConnections, type PaceLimits, slower } from './pace.ts';
import type { Attempted, RoomParts } from './parts.ts';
import { isMended } from './proof.ts';

/** What an attempt means: for the message, for its mailbox, and for all mailboxes. */
export interface Ending {
  action: Action;
  record: MessageRecord;
  mailbox: (state: MailboxState, now: number) => MailboxState;
  /** The refusal that holds every mailbox. */
  appRefusal?: Refusal;
}

/** The mailbox's row has room for a hold of each sender. */
const MOST_SAID = 300;

/** Works out the end of an attempt. Pure; `state` is the mailbox as it was when the attempt ended. */
export function endingOf(
  parts: Pick<RoomParts, 'limits' | 'policy'>,
  record: MessageRecord,
  attempted: Attempted,
  state: MailboxState,
  now: number,
): Ending {
  if (attempted.notStarted) {
    const action: Action = { kind: 'retry', at: now, marked: false };
    return { action, record: { ...record, state: 'waiting' }, mailbox: (one) => one };
  }
  const { outcome, explanations } = attempted;
  const isHeld = state.hold !== undefined || senderHold(state, record.from) !== undefined;
  const known: AttemptRecord = {
    ...record,
    acceptedBefore: state.lastAccepted > 0,
    told: attempted.told.length,
    pauses: isHeld ? Number.POSITIVE_INFINITY : (state.pause?.probes ?? -1) + 1,
  };
  const action = decide({ outcome, explanations }, known, parts.policy, now);
  const [first] = explanations;
  const refusal: Refusal | undefined = first && {
    id: record.id,
    failure: first.id,
    said: first.said.slice(0, MOST_SAID),
    waitMs: action.kind === 'hold' ? action.waitMs : 0,
  };
  const isAppHold = action.kind === 'hold' && action.scope === 'app';
  return {
    action,
    record: recordAfter(action, record, attempted, now),
    mailbox: (one, time) => mailboxAfter(parts.limits, action, record, attempted, refusal, one, time),
    ...(isAppHold && refusal && { appRefusal: refusal }),
  };
}

function recordAfter(
  action: Action,
  before: MessageRecord,
  attempted: Attempted,
  now: number,
): MessageRecord {
  const { outcome, explanations, left, told, messageId, stages } = attempted;
  const faults = faultsOf(outcome);
  const entry: HistoryEntry = {
    at: now,
    what: outcome.kind,
    ...(faults.length > 0 && { faults }),
    ms: stages,
  };
  const record: MessageRecord = {
    ...before,
    attempts: before.attempts + 1,
    history: [...before.history, entry],
    ...(messageId !== undefined && { messageId }),
    ...(explanations[0] && outcome.kind !== 'accepted' && { failure: explanations[0].id }),
    ...(outcome.kind === 'accepted' && {
      reply: outcome.reply,
      ...(outcome.serverMessageId !== undefined && { serverMessageId: outcome.serverMessageId }),
      ...(outcome.dryRun && { dryRun: true as const }),
      refused: [
        ...before.refused,
        ...outcome.refused.filter(
          (_, index) => action.kind === 'done' || explanations[index]?.treat === 'fail',
        ),
      ],
      left,
    }),
  };
  const final = { finishedAt: now } as const;
  switch (action.kind) {
    case 'done':
      // Others may wait who were not in this envelope; who was refused for now and has no time left counts as refused.
      return left.length > explanations.filter(({ treat }) => treat !== 'fail').length
        ? { ...untried(record), state: 'waiting', due: now }
        : { ...record, state: 'accepted', ...final };
    case 'rest':
      return { ...retried(record, now), state: 'waiting', due: action.at };
    case 'retry':
      return {
        ...retried(record, now),
        state: 'waiting',
        due: action.at,
        ...(action.marked && { mayDuplicate: true }),
      };
    case 'split':
      return { ...record, state: 'waiting', due: now, batch: Math.max(1, Math.floor(told.length / 2)) };
    case 'pause':
      return { ...record, state: 'waiting', due: now };
    case 'hold':
      return { ...untried(record), state: 'waiting', due: now };
    case 'keep':
      return { ...record, state: 'uncertain', mayDuplicate: true, ...final };
    case 'bury':
      return (
        (!action.expired && refusedInPart(record, attempted, now)) || {
          ...record,
          state: 'buried',
          ...(action.expired && { failure: 'message-expired' }),
          ...final,
        }
      );
  }
}

/** An envelope refused for good where others have the message already, or were not tried yet; else undefined. */
function refusedInPart(
  record: MessageRecord,
  { outcome, left, told }: Attempted,
  now: number,
): MessageRecord | undefined {
  const [fault] = faultsOf(outcome);
  const areLeft = left.length > told.length;
  if (!fault || told.length === 0 || (!areLeft && record.reply === undefined)) return undefined;
  const refused = [...record.refused, ...told.map((address) => ({ address, fault }))];
  return areLeft
    ? { ...untried(record), state: 'waiting', due: now, left: left.slice(told.length), refused }
    : { ...record, state: 'accepted', finishedAt: now, left: [], refused };
}

const retried = (record: MessageRecord, now: number): MessageRecord => ({
  ...record,
  retries: record.retries + 1,
  retryingSince: record.retryingSince ?? now,
});

/** After a hold, or a success for a part, trying begins anew. */
function untried({ retryingSince: _, ...record }: MessageRecord): MessageRecord {
  return { ...record, retries: 0 };
}

function mailboxAfter(
  limits: PaceLimits,
  action: Action,
  { id, from = '' }: MessageRecord,
  { outcome, explanations }: Attempted,
  refusal: Refusal | undefined,
  state: MailboxState,
  now: number,
): MailboxState {
  const sender = from.toLowerCase();
  const learnt = {
    ...(explanations.some(({ lowers }) => lowers === 'pace') && { learntPace: slower(state, limits, now) }),
    ...(explanations.some(({ lowers }) => lowers === 'connections') && {
      learntConnections: fewerConnections(state, limits, now),
    }),
  };
  if (outcome.kind === 'accepted') {
    return {
      ...lifted(state, outcome, sender, now),
      ...learnt,
      ...(!outcome.dryRun && { lastAccepted: now }),
    };
  }
  if (action.kind === 'pause')
    return { ...state, pause: pauseAfter(state.pause, { id, waitMs: action.waitMs }, now) };
  const next = { ...(outcome.kind === 'failed' ? withoutPause(state) : state), ...learnt };
  if (action.kind !== 'hold' || action.scope === 'app' || !refusal) return next;
  if (action.scope === 'mailbox') return { ...next, hold: holdAfter(state.hold, refusal, now) };
  const before = state.senderHolds?.[sender];
  return { ...next, senderHolds: { ...state.senderHolds, [sender]: holdAfter(before, refusal, now) } };
}

/** Whatever else it says, the server is there. */
function withoutPause({ pause: _, ...state }: MailboxState): MailboxState {
  return state;
}

/** What an accepted message proves: the mailbox sends, and this From may. */
function lifted(state: MailboxState, outcome: Outcome, sender: string, now: number): MailboxState {
  const { hold, senderHolds = {}, ...rest } = withoutPause(state);
  const others = Object.entries(senderHolds).filter(
    ([one, held]) => one !== sender || !isMended(outcome, held),
  );
  const ended = [hold, senderHolds[sender]].find((held) => held && isMended(outcome, held));
  return {
    ...rest,
    ...(hold && !isMended(outcome, hold) && { hold }),
    ...(others.length > 0 && { senderHolds: Object.fromEntries(others) }),
    ...(ended && { lifted: { at: now, failure: ended.failure } }),
  };
}
