import type { Explanation } from '../failures/explain.ts';
import type { Fault } from '../failures/fault.ts';
import type { Result } from '../failures/result.ts';
import type { Action, Policy } from '../mail/decide.ts';
import type { Outcome } from '../mail/outcome.ts';
import type { AttemptSpan } from '../telemetry/tracing.ts';
import type { AppHold } from './app-hold.ts';
import type { MessageRecord } from './message-record.ts';
import type { PaceLimits } from './pace.ts';

/** Hands one message in. `mayStart` is asked right before MAIL FROM: false, and nothing may be sent any more. */
export type Attempt = (work: {
  record: MessageRecord;
  content: Uint8Array;
  mayStart: () => boolean;
}) => Promise<Attempted>;

/** How an attempt ended, for the record. */
export interface Attempted {
  outcome: Outcome;
  explanations: readonly Explanation[];
  /** The turn was over before it began: nothing was sent, and it does not count. */
  notStarted?: true;
  /** Indexes of the recipients who still have to be told once this outcome is accounted for. */
  left: readonly number[];
  /** The recipients of the envelope. */
  told: readonly string[];
  messageId?: string;
  /** To be ended once it is known what follows. */
  span?: AttemptSpan;
  stages: Readonly<Record<string, number>>;
}

/** What became of an attempt, for the log. */
export interface Report extends Attempted {
  /** The short name of the mailbox. */
  mailbox: string;
  record: MessageRecord;
  action: Action;
}

/** What the room's work is done with. Times in milliseconds since 1970. */
export interface RoomParts {
  limits: PaceLimits;
  policy: Policy;
  appHold: AppHold;
  attempt: Attempt;
  /** Puts a turn of the mailbox into the queue, to come at `at` or soon after. */
  ring: (mailboxKey: string, at: number) => Promise<Result<void, Fault>>;
  /** Notes that the mailbox exists, before its row is made: what it takes in can then be found whatever the settings say. */
  list: (address: string) => Promise<Result<void, Fault>>;
  /** The mailbox's turn is about to be given back: its connections are not ours any more. */
  released: (mailboxKey: string) => void;
  /** Removes the blob of a message that Exchange Online has; where that fails, the upkeep does it. */
  discard: (blob: string) => Promise<void>;
  report: (report: Report) => void;
  now: () => number;
  sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  newId: () => string;
}
