import type { Step } from './fault.ts';

/** What the sender does about a failure; `docs/errors.md` says what each word means for the message. */
export type Treatment = 'retry' | 'refresh' | 'hold' | 'split' | 'fail';

/** How far a failure reaches: our own set-up, one mailbox, or one From address of a mailbox. */
export type Scope = 'app' | 'mailbox' | 'sender';

/**
 * How sure we are that the service says this and means that: `documented` by Microsoft or seen in a public log,
 * `server-table` (published for Exchange Server, inferred for Exchange Online), `reported` by third parties only.
 */
export type Evidence = 'documented' | 'server-table' | 'reported';

/**
 * Where a failure is heard of when no service says it while it talks to us: found on our own side (`client`), or told
 * later by a non-delivery report in the mailbox that sent (`ndr`).
 */
export type Heard = 'client' | 'ndr';

/** Where in an SMTP conversation a reply falls; `data-end` is the answer to the whole message. */
export type SmtpStage = 'connect' | 'ehlo' | 'starttls' | 'auth' | 'mail' | 'rcpt' | 'data-end';

/** What to have less of after a reply that says so: messages in a minute, or connections at once. */
export type Lowered = 'pace' | 'connections';

/** One way to mend it. Texts and commands may hold placeholders: `{mailbox}`, `{objectId}`, … (see `placeholders.ts`). */
export interface Fix {
  does: string;
  portal?: string;
  command?: string;
}

/**
 * A row of the catalogue. A row without a real reply, a meaning or a fix does not compile.
 * `when` is tested against `<code> <said>` as `foldReply` leaves it, with each space optional and without regard to
 * case; `seen` are real replies, the first of which can be played, and each of which must be explained by this very
 * row (a test holds that); `causes` stand likeliest first. `wait` is in seconds: before the next try (`retry`) or the
 * next probe (`hold`). `scope` is what a `hold` holds; on `retry` and `refresh` it says what to hold once trying again
 * has not helped, and is absent where trying again is all there is to do. What the room does by itself has no `wait`. `heard` is absent where a service says it in
 * the dialogue. `reads` makes a sentence of what this very reply holds.
 */
export interface KnownFailure {
  id: string;
  at: Step;
  when: RegExp;
  seen: readonly [string, ...string[]];
  meaning: string;
  causes: readonly [string, ...string[]];
  fix: readonly [Fix, ...Fix[]];
  treat: Treatment;
  scope?: Scope;
  wait?: number;
  heard?: Heard;
  /** Where an SMTP server says it, if not where its step does as a rule (`stageOf`). */
  stage?: SmtpStage;
  /** The reply means that we were too fast, or had too many connections at once. */
  lowers?: Lowered;
  /** A server is away that every mailbox needs, or the way to it: it comes back by itself, so nothing is ever held. */
  pausesEndpoint?: true;
  /** What it means depends on whether this mailbox was accepted before: then it passes, else it has to be mended. */
  dependsOnHistory?: true;
  reads?: (reply: string) => string;
  source: string;
  evidence: Evidence;
}

/** What an explanation is made of: a row of the catalogue, or what can be read from a reply that has none. */
export type FailureMeaning = Omit<KnownFailure, 'when' | 'seen'>;
