/** One SMTP reply line, such as `421 4.3.2 Service not available`. */
export type Reply = string;

/** Where in a conversation a reply falls; `data-end` is the reply to the whole message. */
export type Stage = 'connect' | 'ehlo' | 'auth' | 'mail' | 'rcpt' | 'data-end';

/** A mailbox. Addresses are compared without regard to case, everywhere in this folder. */
export interface Mailbox {
  address: string;
  aliases?: string[];
  /** `Set-CASMailbox -SmtpClientAuthenticationDisabled`: overrides the organisation's, null inherits it. */
  smtpClientAuthenticationDisabled: boolean | null;
  /** Object ids of the service principals that `Add-MailboxPermission` gave FullAccess. */
  fullAccess: string[];
  /** Object ids of the service principals that `Add-RecipientPermission` gave SendAs. */
  sendAs: string[];
}

/** A shared mailbox or group that nobody logs in to, but that some may send as. */
interface OtherRecipient {
  address: string;
  sendAs: string[];
}

/**
 * What the administrators of a tenant have set up, and how the service behaves today. A plain object: whoever holds
 * it may change it while the stand-in runs, and the next command sees the change.
 */
export interface ExchangeState {
  tenantId: string;
  /** The `aud` that an access token must carry: `https://outlook.office365.com`. */
  audience: string;
  organisation: { smtpClientAuthenticationDisabled: boolean };
  /** As registered with `New-ServicePrincipal -AppId … -ObjectId …`. */
  servicePrincipals: { appId: string; objectId: string; displayName: string }[];
  mailboxes: Mailbox[];
  otherRecipients?: OtherRecipient[];
  /** `Set-OrganizationConfig -SendFromAliasEnabled`. */
  sendFromAliasEnabled: boolean;
  /** Recipient address → the reply that RCPT TO gets. */
  recipientsRefused?: Record<string, Reply>;
  /** Milliseconds before the reply to AUTH and to the end of a message. */
  latency?: { auth?: number; body?: number };
  /**
   * Refusals to give in place of the true reply, the first that fits. `times` counts down to 0, where the refusal is
   * spent; without it the refusal stays. `connect` and every 421 also close the connection.
   */
  play?: { stage: Stage; reply: Reply; times?: number }[];
}

/** Takes the next refusal that the state has in store for this stage. */
export function takeRefusal(state: ExchangeState, stage: Stage): Reply | undefined {
  const next = state.play?.find((entry) => entry.stage === stage && entry.times !== 0);
  if (next?.times !== undefined) next.times -= 1;
  return next?.reply;
}

/** Whether two addresses are the same to Exchange. */
export const sameAddress = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
