import { domainOf } from './addresses.ts';
import type { Outcome, RefusedRecipient } from './outcome.ts';
import { isListed, type RecipientList } from './recipient-list.ts';

/** What keeps mail from real people where the app is not in production. */
export interface Safety {
  /** Who gets every message, in place of its recipients. */
  redirectTo: string | undefined;
  /** Who may get mail, once it is redirected; everybody where absent. */
  allowed: RecipientList | undefined;
  /** Whether each message goes as far as its recipients are taken, and no further. */
  dryRun: boolean;
}

/** Parts the recipients who may get mail from those who may not, each of these with the refusal. */
export function sift(
  allowed: RecipientList | undefined,
  recipients: readonly string[],
): { to: readonly string[]; refused: readonly RefusedRecipient[] } {
  const mayGet = (address: string) => allowed === undefined || isListed(allowed, address);
  return {
    to: recipients.filter(mayGet),
    refused: recipients.filter((address) => !mayGet(address)).map(notAllowed),
  };
}

const notAllowed = (address: string): RefusedRecipient => ({
  address,
  fault: {
    at: 'message',
    code: 'recipient-not-allowed',
    said: `an address of ${domainOf(address)} is not in MAIL_ALLOWED_RECIPIENTS`,
  },
});

/** The outcome with the recipients who were not in the envelope because they may not get mail. */
export const withRefused = (outcome: Outcome, refused: readonly RefusedRecipient[]): Outcome =>
  outcome.kind === 'accepted' ? { ...outcome, refused: [...outcome.refused, ...refused] } : outcome;
