import { type Condition, includesAddress } from './mailbox.ts';
import * as replies from './replies.ts';
import type { Organisation, Reply } from './state.ts';

/** While a mailbox moves, one of these is heard and then another. */
const moving = [
  replies.mailboxLogonFailure,
  replies.mailboxDatabaseOffline,
  replies.mailboxObjectNotFound,
] as const;

/** Why a mailbox cannot be opened; `times` is how often it was tried during a move. */
export function cannotOpen(condition: Condition | undefined, times: number): Reply | undefined {
  if (condition === 'moving') return moving[times % moving.length];
  if (condition === 'softDeleted') return replies.mailboxObjectNotFound;
  if (condition === 'quarantined') return replies.mailboxQuarantined;
  return undefined;
}

const submitting: Partial<Record<Condition, Reply>> = {
  unlicensed: replies.notLicensed,
  submissionDisabled: replies.submissionDisabled,
  full: replies.mailboxFull,
  restricted: replies.badOutboundSender,
};

/** Why a mailbox that can be opened may not send. */
export const cannotSubmit = (condition: Condition | undefined): Reply | undefined =>
  condition && submitting[condition];

const blocks: Partial<Record<NonNullable<Organisation['block']>, Reply>> = {
  threshold: replies.tenantThreshold,
  lowReputation: replies.tenantLowReputation,
  queueQuota: replies.organisationQueueFull,
};

/** What the organisation as a whole may not send: anything, from such a domain, or to such a recipient. */
export function organisationRefuses(
  { block, blockedRecipients = [], acceptedDomains }: Organisation,
  senders: readonly string[],
  recipients: readonly string[],
): Reply | undefined {
  if (block && blocks[block]) return blocks[block];
  const domains = senders.map((sender) => sender.slice(sender.lastIndexOf('@') + 1).toLowerCase());
  if (acceptedDomains && !domains.every((domain) => acceptedDomains.includes(domain))) {
    return replies.unregisteredDomain;
  }
  const blocked = blockedRecipients.filter((one) => includesAddress(recipients, one));
  return blocked.length > 0 ? replies.blockedByTenant(blocked) : undefined;
}
