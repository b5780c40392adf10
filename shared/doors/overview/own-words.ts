import type { Explanation } from '../../failures/explain.ts';
import type { HoldEntry } from '../holds-view.ts';
import type { DoorParts } from '../parts.ts';
import { withoutAddresses } from '../without-addresses.ts';

type Ours = Pick<DoorParts, 'mailboxes'>;

/** Words of a server without any address but those of our mailboxes and senders. */
export const ownWords = ({ mailboxes }: Ours, text: string): string =>
  withoutAddresses(
    text,
    mailboxes.flatMap(({ address, senders }) => [address, ...senders]).map((one) => one.toLowerCase()),
  );

/** An explanation that repeats no recipient. */
export const ownExplanation = (parts: Ours, explanation: Explanation): Explanation => ({
  ...explanation,
  meaning: ownWords(parts, explanation.meaning),
  said: ownWords(parts, explanation.said),
});

/** A hold that repeats no recipient. */
export const ownHold = (parts: Ours, hold: HoldEntry): HoldEntry => ({
  ...hold,
  said: ownWords(parts, hold.said),
  ...(hold.explanation && { explanation: ownExplanation(parts, hold.explanation) }),
});
