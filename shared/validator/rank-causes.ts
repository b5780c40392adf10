import type { Fix } from '../failures/known-failure.ts';
import { fillCommand, fillText, type PlaceholderValues } from '../failures/placeholders.ts';
import type { TokenClaims } from '../identity/token-claims.ts';
import type { Settings } from '../settings.ts';
import { minute } from './minute.ts';

/** One reason that something may have been refused for, what speaks for it, and how it is mended. */
export interface LikelyCause extends Fix {
  cause: string;
  because: string;
}

/** What is known when Exchange Online refuses and does not say why. Times in milliseconds since 1970. */
export interface Evidence {
  settings: Pick<Settings, 'cloud' | 'permissionModel'>;
  /** Undefined where the token could not be read. */
  claims: TokenClaims | undefined;
  /** When the mailbox was last accepted: 0 for never, undefined where it is not known. */
  lastAccepted: number | undefined;
  /** Since when the app holds mail for this very reply, where it does. */
  refusedSince: number | undefined;
  /** Whether another mailbox of this app was accepted: then the registration of the app is right. */
  othersAccepted?: boolean;
  now: number;
  values: PlaceholderValues;
}

export interface Candidate extends LikelyCause {
  /** Greater is likelier; 0 is ruled out. */
  weight: number;
}

/** The candidates that are not ruled out, the likeliest first, with what is known filled in. */
export const rankCauses = (
  candidates: readonly Candidate[],
  values: PlaceholderValues,
): readonly LikelyCause[] =>
  candidates
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight)
    .map(({ weight: _, ...cause }) => fillCause(cause, values));

/** A cause with what is known filled in. */
export const fillCause = (
  { cause, because, does, portal, command }: LikelyCause,
  values: PlaceholderValues,
): LikelyCause => ({
  cause: fillText(cause, values),
  because,
  does: fillText(does, values),
  ...(portal !== undefined && { portal: fillText(portal, values) }),
  ...(command !== undefined && { command: fillCommand(command, values) }),
});

/** What became of the mailbox's mail so far, as a sentence. */
export function sayHistory({
  lastAccepted,
  refusedSince,
}: Pick<Evidence, 'lastAccepted' | 'refusedSince'>): string {
  if (lastAccepted === undefined) return 'Whether the mailbox was accepted before is not known.';
  if (lastAccepted === 0) return 'This app has never been accepted for the mailbox.';
  const since = refusedSince === undefined ? '' : ` and is refused since ${minute(refusedSince)}`;
  return `The mailbox was accepted until ${minute(lastAccepted)}${since}, so it was set up right then.`;
}
