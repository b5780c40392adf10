/**
 * What is the matter with a mailbox: it is over its quota, is being moved to another server, is soft-deleted, has no
 * licence, is quarantined by the store, may not submit any more, or is restricted for outbound spam.
 */
export type Condition =
  | 'full'
  | 'moving'
  | 'softDeleted'
  | 'unlicensed'
  | 'quarantined'
  | 'submissionDisabled'
  | 'restricted';

/** Whom an address lets send in its name, and whether it keeps copies of that. Switches as in `Set-Mailbox`. */
interface Represented {
  address: string;
  /** Object ids of the service principals that `Add-RecipientPermission` gave SendAs. */
  sendAs: string[];
  /** Mailboxes (addresses) that may send on behalf of this one. */
  grantSendOnBehalfTo?: string[];
  /** Off by default. */
  messageCopyForSentAsEnabled?: boolean;
  /** Off by default. */
  messageCopyForSendOnBehalfEnabled?: boolean;
}

/** A mailbox. Addresses are compared without regard to case, everywhere in this folder. */
export interface Mailbox extends Represented {
  aliases?: string[];
  /** `Set-CASMailbox -SmtpClientAuthenticationDisabled`: overrides the organisation's, null inherits it. */
  smtpClientAuthenticationDisabled: boolean | null;
  /** Object ids of the service principals that `Add-MailboxPermission` gave FullAccess. */
  fullAccess: string[];
  /** Absent: in good order. */
  condition?: Condition;
  /** Bytes; absent: as in the limits of the state. */
  maxSendSize?: number;
  /** Recipients of one message; absent: as in the limits of the state. */
  recipientLimits?: number;
  /** The name of the authentication policy of its user. */
  authenticationPolicy?: string;
  /** On by default: what the mailbox submits by SMTP is kept in its Sent Items. */
  messageCopyForSMTPClientSubmissionEnabled?: boolean;
}

/** A shared mailbox or group that nobody logs in to, but that some may send as. Only the former can keep copies. */
export type OtherRecipient = Represented;

/** Whether two addresses are the same to Exchange. */
export const sameAddress = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** Whether an address is in a list of them. */
export const includesAddress = (list: readonly string[] | undefined, address: string): boolean =>
  list?.some((one) => sameAddress(one, address)) === true;
