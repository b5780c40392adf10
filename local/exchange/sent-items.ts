import { type Login, representedBy, rightTo } from './permission.ts';
import { type ExchangeState, findMailbox } from './state.ts';

/**
 * The addresses of the mailboxes that keep a copy of a message in Sent Items: the one that logged in, unless that is
 * switched off, and whoever else it was sent as or on behalf of, where that is switched on (`Set-Mailbox`).
 */
export function keepersOf(state: ExchangeState, login: Login, senders: readonly string[]): string[] {
  const keepers = new Set<string>();
  const own = findMailbox(state, login.mailbox);
  if (own && own.messageCopyForSMTPClientSubmissionEnabled !== false) keepers.add(own.address);
  for (const sender of senders) {
    const right = rightTo(state, login, sender);
    const represented = representedBy(state, sender);
    if (!represented) continue;
    if (right === 'sendAs' && represented.messageCopyForSentAsEnabled) keepers.add(represented.address);
    if (right === 'sendOnBehalf' && represented.messageCopyForSendOnBehalfEnabled) {
      keepers.add(represented.address);
    }
  }
  return [...keepers];
}
