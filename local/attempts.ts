import type { Scope } from '../shared/failures/known-failure.ts';
import type { Action } from '../shared/mail/decide.ts';

/** The line that the app logs for each attempt, and for what can never be sent, as far as the demonstration reads it. */
export interface AttemptLine {
  event: 'mail.attempt' | 'mail.buried';
  id: string;
  /** 0 where nothing was tried. */
  attempt: number;
  outcome: 'accepted' | 'failed' | 'uncertain';
  action: Action['kind'];
  /** It would have been accepted: nothing was sent. */
  dryRun?: true;
  /** Whom a hold keeps from sending. */
  scope?: Scope;
  /** When it is tried again, ISO 8601. */
  again?: string;
  failure?: { id: string; at: string; meaning: string; fix?: string; command?: string; more: string }[];
  /** What is wrong with an invalid message. */
  problems?: { path: string; says: string }[];
  ms: Record<string, number>;
}

/** Finds the app's attempt lines in the host's output, whatever the host prints around them. */
export function readAttempts(output: string): AttemptLine[] {
  return [...output.matchAll(/\{"event":"mail\.(?:attempt|buried)".*\}/g)].map(
    ([line]) => JSON.parse(line) as AttemptLine,
  );
}
