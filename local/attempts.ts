/** The line that the app logs for each attempt, as far as the demonstration reads it. */
export interface AttemptLine {
  event: 'mail.attempt';
  id: string;
  attempt: number;
  outcome: 'accepted' | 'failed' | 'uncertain';
  action: 'done' | 'bury' | 'again';
  failure?: { id: string; at: string; meaning: string; fix?: string; command?: string; more: string }[];
  /** What is wrong with an invalid message. */
  problems?: { path: string; says: string }[];
  ms: Record<string, number>;
}

/** Finds the app's attempt lines in the host's output, whatever the host prints around them. */
export function readAttempts(output: string): AttemptLine[] {
  return [...output.matchAll(/\{"event":"mail\.attempt".*\}/g)].map(
    ([line]) => JSON.parse(line) as AttemptLine,
  );
}
