import { includesAddress, type Mailbox, type OtherRecipient, sameAddress } from './mailbox.ts';
import { type ExchangeState, findMailbox } from './state.ts';

/** Who has logged in. */
export interface Login {
  /** The application's. */
  objectId: string;
  /** The address of the mailbox that it named as `user=`. */
  mailbox: string;
  /** By a role in the token and permissions on the mailbox, or by a role assignment in Exchange alone. */
  model: 'mailbox' | 'rbac';
}

/** By what right somebody sends with an address. */
export type SendingRight = 'own' | 'sendAs' | 'sendOnBehalf';

/** Whether Application RBAC lets a service principal send for a mailbox. */
export const inScope = (state: ExchangeState, objectId: string, mailbox: string): boolean =>
  state.roleAssignments?.some(
    ({ app, role, scope }) =>
      app === objectId && role === 'Application SMTP.SendAsApp' && includesAddress(scope, mailbox),
  ) === true;

/**
 * Whether the application may open the mailbox that it logged in to. A token with the role makes Exchange look at the
 * permissions on the mailbox, even where a role assignment would do.
 */
export function mayOpen(state: ExchangeState, login: Login, mailbox: Mailbox): boolean {
  return login.model === 'rbac'
    ? inScope(state, login.objectId, mailbox.address)
    : mailbox.fullAccess.includes(login.objectId);
}

/** The right by which a login may send with this address; undefined when there is none. */
export function rightTo(state: ExchangeState, login: Login, address: string): SendingRight | undefined {
  const mailbox = findMailbox(state, login.mailbox);
  const aliases = state.sendFromAliasEnabled ? mailbox?.aliases : undefined;
  if (sameAddress(address, login.mailbox) || includesAddress(aliases, address)) return 'own';
  if (login.model === 'rbac' && inScope(state, login.objectId, address)) return 'sendAs';
  const represented = representedBy(state, address);
  if (represented?.sendAs.includes(login.objectId)) return 'sendAs';
  return includesAddress(represented?.grantSendOnBehalfTo, login.mailbox) ? 'sendOnBehalf' : undefined;
}

/** The mailbox, shared mailbox or group behind an address. */
export const representedBy = (state: ExchangeState, address: string): Mailbox | OtherRecipient | undefined =>
  [...state.mailboxes, ...(state.otherRecipients ?? [])].find((one) => sameAddress(one.address, address));
