import { explain } from '../failures/explain.ts';
import type { Outcome } from '../mail/outcome.ts';
import { PAUSED } from './holds.ts';
import type { Hold } from './mailbox-state.ts';

/**
 * Whether an accepted message proves that what held it is mended. A dry run proves what comes before the message
 * itself: Exchange Online refuses SendAs and FullAccess only after the content. What a person paused stays so.
 */
export function isMended(outcome: Outcome, { failure }: Pick<Hold, 'failure'>): boolean {
  if (outcome.kind !== 'accepted' || failure === PAUSED) return false;
  return outcome.dryRun !== true || explain({ at: 'submit', code: failure, said: '' }).at !== 'submit';
}
