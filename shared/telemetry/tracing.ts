import type { EventOf, Log } from '../events/event.ts';
import type { BeginStage } from '../stopwatch.ts';

/** A message being taken in. */
interface TakeInSpan {
  /** A W3C `traceparent` that is kept with the message: its attempts belong there. */
  traceparent: string | undefined;
  end(facts: TakeInFacts): void;
}

/** What is told of it; `mailbox` is its short name. `refused`: whoever posted it is told so, and knows why. */
interface TakeInFacts {
  id: string;
  mailbox: string;
  became: 'in' | 'repeat' | 'other-content' | 'put-back' | 'refused';
}

/** An attempt at a message, with a span for each of its stages. */
export interface AttemptSpan {
  begin: BeginStage;
  /** With what the log says of it. */
  end(event: EventOf<'mail.attempt'>): void;
}

/** Tells of the way of each message. Never throws, and never keeps mail waiting. */
export interface Tracing {
  /** `traceparent` is the producer's, of a right form, where there is one. */
  takeIn(traceparent: string | undefined): TakeInSpan;
  /** `traceparent` is what was kept with the message. */
  attempt(traceparent: string | undefined): AttemptSpan;
  /** Does the work of one invocation. An idle process may be frozen, so the last one running sees its spans off first. */
  during<Value>(work: () => Promise<Value>, log: Log): Promise<Value>;
  close(): Promise<void>;
}

/** Tells nobody, and keeps the place in the producer's trace all the same. */
export const noTracing: Tracing = {
  takeIn: (traceparent) => ({ traceparent, end() {} }),
  attempt: () => ({ begin: () => () => {}, end() {} }),
  during: (work) => work(),
  async close() {},
};
