import type { Fault } from '../failures/fault.ts';
import type { Result } from '../failures/result.ts';
import type { Stopwatch } from '../stopwatch.ts';
import type { Message } from './message.ts';
import type { Outcome } from './outcome.ts';
import type { Raw, Streamed } from './raw.ts';

/** What the server is told beside the content: one mailbox in MAIL FROM, every recipient in its own RCPT TO. */
export interface Envelope {
  from: string;
  to: readonly string[];
}

/** A message as it goes over the line. `messageId` is the header's value, angle brackets included. */
export interface Composed {
  raw: Raw;
  envelope: Envelope;
  messageId: string;
}

/** What of a message is not in memory: attachments by their index, the body of a raw message. */
export interface StreamedParts {
  attachments: ReadonlyMap<number, Streamed>;
  mime?: Streamed;
}

/** Builds the same bytes each time. `from` is the configured address, `date` when the message was first taken in. */
export type Compose = (
  message: Message,
  from: string,
  date: Date,
  streamed?: StreamedParts,
) => Promise<Composed>;

/** Everything needed to hand one composed message to Exchange Online. */
export interface Submission {
  mailbox: string;
  envelope: Envelope;
  raw: Raw;
  /** Goes as far as the recipients are taken, and no further: nothing is sent. */
  isDryRun: boolean;
  /** Asked only when a new connection has to log in; `refused` is the token that the server did not take. */
  token: (refused?: string) => Promise<Result<string, Fault>>;
  stopwatch: Stopwatch;
  signal: AbortSignal;
  /** Asked right before MAIL FROM: false, and nothing may be sent any more. */
  mayStart: () => boolean;
}

/** Hands one message in and waits for the answer. */
export type Send = (submission: Submission) => Promise<Outcome | NotStarted>;

/** `mayStart` said no. */
export interface NotStarted {
  kind: 'not-started';
}
