import type { EventOf } from '../shared/events/event.ts';

/** What the app logs of each attempt, and of what can never be sent, as far as the demonstration reads it. */
export type AttemptLine = { event: 'mail.attempt' | 'mail.buried' } & Pick<
  EventOf<'mail.attempt'>,
  'id' | 'attempt' | 'outcome' | 'action' | 'dryRun' | 'scope' | 'again' | 'failure' | 'ms'
> &
  Pick<EventOf<'mail.buried'>, 'problems'>;

/** Finds the app's attempt lines in the host's output, whatever the host prints around them. */
export function readAttempts(output: string): AttemptLine[] {
  return [...output.matchAll(/\{"event":"mail\.(?:attempt|buried)".*\}/g)].map(
    ([line]) => JSON.parse(line) as AttemptLine,
  );
}
