import type { Condition } from '../../local/exchange/mailbox.ts';
import type { Fault } from './fault.ts';
import { says, silenced } from './said-by-exchange.ts';
import type { World } from './world.ts';

const healed = ({ mailbox }: World): void => {
  delete mailbox.condition;
};

const condition =
  (name: Condition) =>
  ({ mailbox }: World): void => {
    mailbox.condition = name;
  };

const unblocked = ({ contoso }: World): void => {
  delete contoso.exchange.organisation.block;
};

/** One that shows after a whole message, and that time or Microsoft alone mends. */
const said = (failure: string, breaks: string, cause: RegExp, why = 'it passes by itself'): Fault => ({
  id: failure,
  breaks,
  break: says(failure),
  first: { check: 'submission', failure, cause },
  probe: 'send',
  mend: { why, byHand: silenced },
});

/** The mailbox that sends, the limits it meets, and what Microsoft thinks of its mail. */
export const sendingFaults: readonly Fault[] = [
  {
    id: 'mailbox-full',
    breaks: 'the mailbox is full',
    break: condition('full'),
    first: { check: 'submission', failure: 'mailbox-full', cause: /Sent Items .* quota/ },
    probe: 'send',
    mend: { why: 'what may be deleted is for people to say', byHand: healed },
  },
  {
    id: 'mailbox-unlicensed',
    breaks: 'the mailbox has no licence',
    break: condition('unlicensed'),
    first: { check: 'submission', failure: 'submission-not-permitted', cause: /licen[cs]e/i },
    probe: 'send',
    mend: { why: 'a licence has to be bought or assigned', byHand: healed },
  },
  {
    id: 'mailbox-deleted',
    breaks: 'the mailbox was deleted',
    break: condition('softDeleted'),
    first: { check: 'login', failure: 'login-mailbox-unknown', cause: /deleted/ },
    standsBehind: true,
    mend: { why: 'who deleted a mailbox meant to, or restores its user', byHand: healed },
  },
  {
    id: 'mailbox-quarantined',
    breaks: 'the mailbox is quarantined by its store',
    break: condition('quarantined'),
    first: { check: 'submission', failure: 'sender-mailbox-quarantined', cause: /Damage in the mailbox/ },
    probe: 'send',
    mend: { why: 'the store takes it back by itself', byHand: healed },
  },
  {
    id: 'submission-disabled',
    breaks: 'submission is disabled for the mailbox',
    break: condition('submissionDisabled'),
    first: { check: 'submission', failure: 'submission-disabled', cause: /spam/ },
    probe: 'send',
    mend: { why: 'it is lifted in the Defender portal', byHand: healed },
  },
  {
    id: 'mailbox-restricted',
    breaks: 'the mailbox is restricted for outbound spam',
    break: condition('restricted'),
    first: { check: 'submission', failure: 'bad-outbound-sender', cause: /misused/ },
    probe: 'send',
    mend: { why: 'it is lifted in the Defender portal', byHand: healed },
  },
  {
    id: 'mailbox-object-missing',
    breaks: 'the store does not find the mailbox, as while it is moved',
    break: says('mailbox-object-missing'),
    first: { check: 'submission', failure: 'mailbox-object-missing', cause: /being moved/ },
    probe: 'send',
    mend: { why: 'the move ends by itself', byHand: silenced },
  },
  said('mailbox-server-offline', 'the server of the mailbox is away', /moving the mailbox/),
  {
    id: 'tenant-threshold',
    breaks: 'the tenant sent too much spam',
    break: ({ contoso }) => {
      contoso.exchange.organisation.block = 'threshold';
    },
    first: { check: 'submission', failure: 'tenant-blocked', cause: /spam/ },
    probe: 'send',
    mend: { why: 'Microsoft alone lifts it', byHand: unblocked },
  },
  {
    id: 'tenant-reputation',
    breaks: 'mail from this address is not accepted from the tenant',
    break: ({ contoso }) => {
      contoso.exchange.organisation.block = 'lowReputation';
    },
    first: { check: 'submission', failure: 'tenant-blocked', cause: /spam/ },
    probe: 'send',
    mend: { why: 'Microsoft alone lifts it', byHand: unblocked },
  },
  {
    id: 'organization-queue',
    breaks: 'the queue quota of the organization is used up',
    break: ({ contoso }) => {
      contoso.exchange.organisation.block = 'queueQuota';
    },
    first: { check: 'submission', failure: 'organization-queue-full', cause: /burst/ },
    probe: 'send',
    mend: { why: 'it passes by itself', byHand: unblocked },
  },
  {
    id: 'domain-removed',
    breaks: 'the domain is no accepted domain any more',
    break: ({ contoso }) => {
      contoso.exchange.organisation.acceptedDomains = ['contoso.onmicrosoft.com'];
    },
    first: { check: 'submission', failure: 'sender-domain-not-accepted', cause: /domain/ },
    probe: 'send',
    mend: {
      why: 'a domain is added and proved at its DNS',
      byHand: ({ contoso }) => void delete contoso.exchange.organisation.acceptedDomains,
    },
  },
  {
    id: 'daily-recipients',
    breaks: 'the day’s recipients of the mailbox are used up',
    break: ({ contoso }) => {
      contoso.exchange.limits = { ...contoso.exchange.limits, recipientsPerDay: 0 };
    },
    first: {
      check: 'submission',
      failure: 'daily-recipients-exceeded',
      cause: /Much mail through one mailbox/,
    },
    probe: 'send',
    mend: {
      why: 'a day has to pass',
      byHand: ({ contoso }) => void delete contoso.exchange.limits?.recipientsPerDay,
    },
  },
  {
    id: 'too-many-connections',
    breaks: 'other programs use up the connections of the mailbox',
    break: says('concurrent-submissions-exceeded'),
    first: { check: 'submission', failure: 'concurrent-submissions-exceeded', cause: /mailbox/ },
    probe: 'send',
    mend: { why: 'the other programs have to stop', byHand: silenced },
  },
  said(
    'throttled-mailbox-full',
    'locked out: mailbox full (5.2.251)',
    /was full/,
    'Microsoft chooses how long',
  ),
  said(
    'throttled-send-as-denied',
    'locked out: SendAs denied (5.2.252)',
    /From address/,
    'Microsoft chooses how long',
  ),
  said('throttled-licence', 'locked out: licence (5.2.253)', /licence/, 'Microsoft chooses how long'),
  said(
    'throttled-too-many-recipients',
    'locked out: too many recipients (5.2.254)',
    /more recipients/,
    'Microsoft chooses how long',
  ),
  said(
    'throttled-invalid-recipients',
    'locked out: invalid recipients (5.2.255)',
    /do not exist/,
    'Microsoft chooses how long',
  ),
  said(
    'outbound-spam-verdict',
    'the outbound filter takes the mail for spam',
    /spam/,
    'it is lifted in a portal',
  ),
];
