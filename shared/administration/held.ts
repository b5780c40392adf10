import type { Scope } from '../failures/known-failure.ts';
import type { Hold, MailboxState } from '../mailbox/mailbox-state.ts';
import { type HoldTarget, holdId } from './hold-id.ts';

/** A hold with its name and what it holds. */
export interface Held extends Hold {
  id: string;
  scope: Scope;
  /** The From address that it holds, where it is that of a sender. */
  sender?: string;
}

/** Everything that keeps mail of this room from going, the widest first. */
export function holdsOn(
  address: string,
  { state, app }: { state: MailboxState; app: Hold | undefined },
): readonly Held[] {
  const named = (target: HoldTarget, hold: Hold): Held => ({
    ...hold,
    id: holdId(target),
    scope: target.scope,
    ...(target.scope === 'sender' && { sender: target.sender }),
  });
  return [
    ...(app ? [named({ scope: 'app' }, app)] : []),
    ...(state.hold ? [named({ scope: 'mailbox', address }, state.hold)] : []),
    ...Object.entries(state.senderHolds ?? {}).map(([sender, hold]) =>
      named({ scope: 'sender', address, sender }, hold),
    ),
  ];
}

/** The command with which a person ends a hold. */
export const releaseCommand = (id: string): string => `npm run holds -- release ${id}`;
