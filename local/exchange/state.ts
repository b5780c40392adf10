import type { Delay } from './delay.ts';
import type { Limits } from './limits.ts';
import { type Mailbox, type OtherRecipient, sameAddress } from './mailbox.ts';

/** One SMTP reply line, such as `421 4.3.2 Service not available`. */
export type Reply = string;

/** Where in a conversation a reply falls; `data-end` is the reply to the whole message. */
export type Stage = 'connect' | 'ehlo' | 'auth' | 'mail' | 'rcpt' | 'data-end';

/** What the whole organisation is set to, and what it suffers. */
export interface Organisation {
  smtpClientAuthenticationDisabled: boolean;
  /** Locked out altogether; too much spam; traffic from an address that is not trusted yet; too much in the queue. */
  block?: 'lockedOut' | 'threshold' | 'lowReputation' | 'queueQuota';
  /** Recipients in the Tenant Allow/Block List: one of them stops the message for all. */
  blockedRecipients?: string[];
  /** Verified domains; with them, mail from any other domain is refused. */
  acceptedDomains?: string[];
  /** `Set-TransportConfig -AllowLegacyTLSClients`. */
  allowLegacyTLSClients?: boolean;
  /** Never customized: no role assignment can be made before `Enable-OrganizationCustomization`. */
  isDehydrated?: boolean;
}

/** As made with `New-ManagementRoleAssignment -App … -Role … -CustomResourceScope …`. */
export interface RoleAssignment {
  name?: string;
  /** Object id of the service principal. */
  app: string;
  /** `Application SMTP.SendAsApp`; others give no right to send by SMTP. */
  role: string;
  /** Addresses of the mailboxes that the management scope holds. */
  scope: string[];
  /** The name of that scope. */
  customResourceScope?: string;
}

/**
 * What the administrators of a tenant have set up, and how the service behaves today. A plain object: whoever holds
 * it may change it while the stand-in runs, and the next command sees the change.
 */
export interface ExchangeState {
  tenantId: string;
  /** The `aud` that an access token must carry: `https://outlook.office365.com`. */
  audience: string;
  organisation: Organisation;
  /** As registered with `New-ServicePrincipal -AppId … -ObjectId …`. */
  servicePrincipals: { appId: string; objectId: string; displayName: string }[];
  /** Application RBAC, which needs neither consent nor permissions on mailboxes. */
  roleAssignments?: RoleAssignment[];
  /** As made with `New-ManagementScope -Name … -RecipientRestrictionFilter …`. */
  managementScopes?: { name: string; filter: string }[];
  /** As made with `New-AuthenticationPolicy`; the stand-in refuses nobody by them. */
  authenticationPolicies?: { name: string; allowBasicAuthSmtp: boolean }[];
  mailboxes: Mailbox[];
  otherRecipients?: OtherRecipient[];
  /** `Set-OrganizationConfig -SendFromAliasEnabled`. */
  sendFromAliasEnabled: boolean;
  /** Recipient address → the reply that RCPT TO gets. */
  recipientsRefused?: Record<string, Reply>;
  /** Absent, or a limit absent in it: not limited. */
  limits?: Limits;
  /**
   * Before the greeting and before the replies to AUTH, MAIL, RCPT and the end of a message. `way` comes before
   * `body`: from the end of a message to its arrival at the server that counts the minute's messages, up to 1.5 s.
   */
  latency?: Partial<Record<'connect' | 'auth' | 'mail' | 'rcpt' | 'way' | 'body', Delay>>;
  /** Every so many accepted messages, one is stored and the line cut in place of the 250. */
  loseAcknowledgement?: { every: number };
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

/** The mailbox with this primary address. */
export const findMailbox = (state: ExchangeState, address: string): Mailbox | undefined =>
  state.mailboxes.find((mailbox) => sameAddress(mailbox.address, address));
