import type { Fault } from '../failures/fault.ts';

/** A recipient that the server refused while it took the message for the others. */
export interface RefusedRecipient {
  address: string;
  fault: Fault;
}

/**
 * How an attempt ended. `accepted` is all that can be known: Exchange Online took the message, delivery comes later.
 * With `dryRun` it took the recipients, and the message was never handed over. `uncertain`: the line broke after the whole content went out and before the answer, so it may have been taken.
 */
export type Outcome =
  | {
      kind: 'accepted';
      reply: string;
      serverMessageId?: string;
      refused: readonly RefusedRecipient[];
      dryRun?: true;
    }
  | { kind: 'failed'; faults: readonly [Fault, ...Fault[]] }
  | { kind: 'uncertain'; fault: Fault };

/** What went wrong in an attempt, in the order in which it did; nothing where it was accepted. */
export function faultsOf(outcome: Outcome): readonly Fault[] {
  if (outcome.kind === 'accepted') return [];
  return outcome.kind === 'failed' ? outcome.faults : [outcome.fault];
}
