import type { Explanation } from '../failures/explain.ts';
import type { Outcome } from './outcome.ts';

/** What happens to the message now: it is done, it is put aside for people, or the host brings it again. */
export type Action = 'done' | 'bury' | 'again';

/**
 * Which action follows from an outcome. `explanations` are those of a failed outcome's faults, in their order.
 * A message is buried only where nothing but the message itself is at fault: whatever can be mended elsewhere,
 * or may go away, is tried again.
 */
export function decide(outcome: Outcome, explanations: readonly Explanation[]): Action {
  if (outcome.kind === 'accepted') return 'done';
  if (outcome.kind === 'uncertain') return 'again';
  return explanations.every(({ treat }) => treat === 'fail') ? 'bury' : 'again';
}
