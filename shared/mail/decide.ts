import { createHash } from 'node:crypto';
import type { Explanation } from '../failures/explain.ts';
import type { Scope } from '../failures/known-failure.ts';
import type { Outcome } from './outcome.ts';

/** An attempt's outcome with the explanations of its faults; of an accepted one, of the refused recipients' faults. */
export interface Ended {
  outcome: Outcome;
  explanations: readonly Explanation[];
}

/** What is known of the message and its mailbox beside the attempt itself. Times in milliseconds since 1970. */
export interface AttemptRecord {
  id: string;
  takenInAt: number;
  /** When its producer wants it sent: its age counts from then. */
  sendAt?: number;
  /** When an administrator last had it sent again: its age counts from then. */
  resentAt?: number;
  /** Failures that may go away, this one not included, since the first of them or since the last hold. */
  retries: number;
  /** When the first of them was. */
  retryingSince?: number;
  expires?: number;
  ifUncertain?: UncertainPolicy;
  /** Whether Exchange Online ever accepted a message of this mailbox. */
  acceptedBefore: boolean;
  /** How often in a row the mailbox was paused; infinite while it is held. */
  pauses: number;
  /** How many recipients the envelope had. */
  told: number;
}

/** `resend`: twice is better than never. `hold`: never is better than twice, until an administrator has looked. */
export type UncertainPolicy = 'resend' | 'hold';

/** Times in milliseconds. */
export interface Policy {
  ifUncertain: UncertainPolicy;
  /** How long after the first failure a message is tried again (MAIL_RETRY_FOR). */
  retryForMs: number;
  /** How old a message gets before it is given up (MAIL_MAX_AGE; RFC 5321 §4.5.4.1 names four to five days). */
  maxAgeMs: number;
}

/** What happens to the message now. `at` in milliseconds since 1970. */
export type Action =
  /** It is with Exchange Online. */
  | { kind: 'done' }
  /** Some recipients were refused for now: the message goes out again to them alone. */
  | { kind: 'rest'; at: number }
  /** Tried again; `marked`: Exchange may have it already. */
  | { kind: 'retry'; at: number; marked: boolean }
  /** Tried again in smaller envelopes. */
  | { kind: 'split' }
  /** A server is away, or the mailbox for a moment: one message tries at short intervals, the others wait. */
  | { kind: 'pause'; waitMs: number }
  /** Its scope waits until somebody mends it; one message looks every now and then, first after `waitMs`. */
  | { kind: 'hold'; scope: Scope; waitMs: number }
  /** Perhaps sent: it stays aside until an administrator says whether it goes again. */
  | { kind: 'keep' }
  /** It is not sent any more and kept with its explanation; `expired` where its time was over. */
  | { kind: 'bury'; expired: boolean };

interface Case extends Ended {
  record: AttemptRecord;
  policy: Policy;
  now: number;
}

interface Rule {
  name: string;
  applies(given: Case): boolean;
  action(given: Case): Action;
}

const MINUTE_MS = 60_000;
/** Before the second try, the third and so on; then hourly. */
const RETRY_MINUTES = [1, 2, 5, 15, 30, 60];
/** After so many short pauses a failure that belongs to a set-up is taken for one that does not go away. */
const PAUSES_BEFORE_HOLD = 3;

const some = (given: Case, is: (explanation: Explanation) => boolean) => given.explanations.some(is);
const isUncertain = ({ outcome }: Case) => outcome.kind === 'uncertain';
const uncertainPolicy = ({ record, policy }: Case) => record.ifUncertain ?? policy.ifUncertain;
/** A recipient that may be taken later: its own 4xx, or one too many for this envelope. */
const isForNow = ({ treat }: Explanation) => treat !== 'fail';

/** Every treatment, the first that applies; what reaches furthest stands before what concerns the message alone. */
export const rules: readonly Rule[] = [
  {
    name: 'accepted for all, or refused for good for some',
    applies: (given) => given.outcome.kind === 'accepted' && !some(given, isForNow),
    action: () => ({ kind: 'done' }),
  },
  {
    name: 'accepted, and the time for the recipients refused for now is over',
    applies: (given) => given.outcome.kind === 'accepted' && (isTooOld(given) || isTriedEnough(given)),
    action: () => ({ kind: 'done' }),
  },
  {
    name: 'accepted, and too many recipients for one envelope',
    applies: (given) => given.outcome.kind === 'accepted' && some(given, ({ treat }) => treat === 'split'),
    action: ({ now }) => ({ kind: 'rest', at: now }),
  },
  {
    name: 'accepted, and some recipients refused for now',
    applies: ({ outcome }) => outcome.kind === 'accepted',
    action: (given) => ({ kind: 'rest', at: nextTry(given) }),
  },
  {
    name: 'perhaps accepted, and never is better than twice',
    applies: (given) => isUncertain(given) && uncertainPolicy(given) === 'hold',
    action: () => ({ kind: 'keep' }),
  },
  {
    name: 'perhaps accepted, and its time is over',
    applies: (given) => isUncertain(given) && (isTooOld(given) || isTriedEnough(given)),
    action: () => ({ kind: 'keep' }),
  },
  {
    name: 'perhaps accepted, and twice is better than never',
    applies: isUncertain,
    action: (given) => ({ kind: 'retry', at: nextTry(given), marked: true }),
  },
  {
    name: 'nothing but the message itself is at fault',
    applies: ({ explanations }) => explanations.every(({ treat }) => treat === 'fail'),
    action: () => ({ kind: 'bury', expired: false }),
  },
  {
    name: 'its time is over',
    applies: isTooOld,
    action: () => ({ kind: 'bury', expired: true }),
  },
  {
    name: 'a set-up that an administrator has to mend',
    applies: (given) => some(given, isToMend),
    action: (given) => holdFor(given, isToMend),
  },
  {
    name: 'refused as a new grant is, by a mailbox that was accepted before: perhaps it moves',
    applies: (given) =>
      some(given, dependsOnHistory) &&
      given.record.acceptedBefore &&
      given.record.pauses < PAUSES_BEFORE_HOLD,
    action: (given) => ({ kind: 'pause', waitMs: askedMs(given) }),
  },
  {
    name: 'refused as a new grant is: it takes its time, or was never made',
    applies: (given) => some(given, dependsOnHistory),
    action: (given) => holdFor(given, dependsOnHistory),
  },
  {
    name: 'made anew at once, and refused again',
    applies: (given) => some(given, ({ treat }) => treat === 'refresh'),
    action: (given) => holdFor(given, ({ treat }) => treat === 'refresh'),
  },
  {
    name: 'a server is away',
    applies: (given) => some(given, ({ pausesEndpoint }) => pausesEndpoint === true),
    action: (given) => ({ kind: 'pause', waitMs: askedMs(given) }),
  },
  {
    name: 'a part of the set-up does not answer as it should, perhaps for a moment',
    applies: (given) => some(given, isOfASetUp) && given.record.pauses < PAUSES_BEFORE_HOLD,
    action: (given) => ({ kind: 'pause', waitMs: askedMs(given) }),
  },
  {
    name: 'trying again has not helped',
    applies: (given) => some(given, isOfASetUp),
    action: (given) => holdFor(given, isOfASetUp),
  },
  {
    name: 'too many recipients for one envelope',
    applies: (given) => given.record.told > 1 && some(given, ({ treat }) => treat === 'split'),
    action: () => ({ kind: 'split' }),
  },
  {
    name: 'tried for as long as it may be',
    applies: isTriedEnough,
    action: () => ({ kind: 'bury', expired: false }),
  },
  {
    name: 'it may go away by itself',
    applies: () => true,
    action: (given) => ({ kind: 'retry', at: nextTry(given), marked: false }),
  },
];

/** Which action follows from an attempt. Pure: what is not in the arguments does not count. */
export function decide(ended: Ended, record: AttemptRecord, policy: Policy, now: number): Action {
  const given = { ...ended, record, policy, now };
  // The last rule applies to everything.
  return (rules.find((rule) => rule.applies(given)) as Rule).action(given);
}

function dependsOnHistory(explanation: Explanation): boolean {
  return explanation.dependsOnHistory === true;
}

function isToMend({ treat, dependsOnHistory }: Explanation): boolean {
  return treat === 'hold' && !dependsOnHistory;
}

/** A failure to be tried again that names what to hold once that has not helped. */
function isOfASetUp({ treat, scope }: Explanation): boolean {
  return treat === 'retry' && scope !== undefined;
}

function isTooOld({ record, policy, now }: Case): boolean {
  return now >= Math.min(record.expires ?? Number.POSITIVE_INFINITY, endOfAge(record, policy));
}

type Ageing = Pick<AttemptRecord, 'takenInAt' | 'sendAt' | 'resentAt'>;

/** Since when a message is to be sent, however often it was tried. */
export const beginOfAge = ({ takenInAt, sendAt = takenInAt, resentAt = sendAt }: Ageing): number =>
  Math.max(takenInAt, resentAt);

/** When a message is too old to be sent, whatever it waited for. */
export const endOfAge = (record: Ageing, { maxAgeMs }: Pick<Policy, 'maxAgeMs'>): number =>
  beginOfAge(record) + maxAgeMs;

function isTriedEnough({ record, policy, now }: Case): boolean {
  return record.retryingSince !== undefined && now >= record.retryingSince + policy.retryForMs;
}

/** The widest scope among them: whatever is wrong for the whole app is wrong for each mailbox. */
const widest: readonly Scope[] = ['app', 'mailbox', 'sender'];

function holdFor({ explanations }: Case, is: (explanation: Explanation) => boolean): Action {
  const held = explanations.filter(is);
  const scope = widest.find((one) => held.some((explanation) => explanation.scope === one)) ?? 'mailbox';
  return { kind: 'hold', scope, waitMs: longestWaitMs(held) };
}

function longestWaitMs(explanations: readonly Explanation[]): number {
  return Math.max(0, ...explanations.map(({ wait }) => wait * 1000));
}

/** The schedule's delay, or what the server or the row of the catalogue asks for where that is longer. */
function nextTry(given: Case): number {
  const { record, explanations, now } = given;
  const minutes = RETRY_MINUTES[Math.min(record.retries, RETRY_MINUTES.length - 1)] as number;
  const scheduled = minutes * MINUTE_MS * spread(record);
  return now + Math.round(Math.max(scheduled, longestWaitMs(explanations), askedMs(given)));
}

/** What a Retry-After asks for. */
function askedMs({ outcome }: Case): number {
  const asked =
    outcome.kind === 'failed' ? outcome.faults.map(({ retryAfter = 0 }) => retryAfter * 1000) : [];
  return Math.max(0, ...asked);
}

/** 0.9 to 1.1 by message and try: what failed together does not come back together. */
function spread({ id, retries }: AttemptRecord): number {
  const [byte = 0] = createHash('sha256').update(`${id}\n${retries}`).digest();
  return 0.9 + (byte / 255) * 0.2;
}
