import type { Treatment } from './known-failure.ts';

/**
 * What becomes of the message, in a sentence for people: what this version does, which acts on `fail` alone. The
 * numbers are those of host.json.
 */
export function whatHappens(treat: Treatment): string {
  return treat === 'fail'
    ? 'It cannot succeed as it is: it is not sent, and kept in the container mail-buried with this explanation.'
    : 'It goes back to the queue and is tried again after 30 seconds, five times in all. Then it is put aside, whole, in the container mail-buried.';
}
