import type { KnownFailure } from '../known-failure.ts';
import { askMicrosoft, mendRecipient, releasedRestriction } from './fixes.ts';

const nonDelivery = 'Microsoft Learn: Non-delivery reports in Exchange Online';

const often = 'Most often it arrives as a non-delivery report in the mailbox that sent.';

/** Blocks and reputation: the sender, the tenant, its domain or its address is not trusted. */
export const blocks: readonly KnownFailure[] = [
  {
    id: 'bad-outbound-sender',
    at: 'submit',
    when: /\b5\.1\.8 Access denied, bad outbound sender|bad outbound sender/i,
    seen: [
      '550 5.1.8 Access denied, bad outbound sender AS(42004) [AM0PR10MB0001.EURPRD10.PROD.OUTLOOK.COM]',
      '550 5.1.8 Access denied, bad outbound sender',
    ],
    meaning: '{mailbox} is restricted from sending: what it sent was taken for spam.',
    causes: ['The mailbox was misused.', 'Its mail looks like spam, or came in unusual numbers.'],
    fix: [releasedRestriction],
    treat: 'hold',
    scope: 'mailbox',
    wait: 3600,
    source: 'Microsoft Learn: Fix NDR error 5.1.8',
    evidence: 'documented',
  },
  {
    id: 'sender-banned',
    at: 'submit',
    when: /\b5\.7\.50[123]\b/,
    seen: [
      '550 5.7.501 Access denied, spam abuse detected',
      '550 5.7.502 Access denied, banned sender',
      '550 5.7.503 Access denied, banned sender',
    ],
    meaning: `The account of {mailbox} is banned from sending. ${often}`,
    causes: ['Spam was sent with it.'],
    fix: [releasedRestriction, askMicrosoft],
    treat: 'hold',
    scope: 'mailbox',
    wait: 3600,
    source: `${nonDelivery} (5.7.501 to 5.7.503)`,
    evidence: 'documented',
  },
  {
    id: 'recipient-access-denied',
    at: 'submit',
    when: /\b5\.7\.50[45]\b/,
    seen: [
      '550 5.7.504 [nobody@contoso.com]: Recipient address rejected: Access denied',
      '550 5.7.505 Access denied, banned recipient',
    ],
    meaning: 'The address {recipient} is not valid, or banned.',
    causes: ['The address is misspelt or no longer exists.'],
    fix: [mendRecipient],
    treat: 'fail',
    source: `${nonDelivery} (5.7.504, 5.7.505)`,
    evidence: 'documented',
  },
  {
    id: 'recipient-refuses-source',
    at: 'submit',
    when: /\b5\.7\.(?:507|510|513)\b/,
    seen: [
      '550 5.7.507 Access denied, rejected by recipient',
      '550 5.7.510 Access denied, [contoso.com] does not accept email over IPv6',
      '550 5.7.513 Service unavailable, Client host [203.0.113.9] blocked by contoso.com using Customer Block list (AS16012607)',
    ],
    meaning: `The organization of {recipient} refuses mail from this address. ${often}`,
    causes: ['The address that sends is on a block list of the recipient.'],
    fix: [{ does: 'Ask the recipient to allow it, then send the message anew.' }],
    treat: 'fail',
    source: `${nonDelivery} (5.7.507, 5.7.510, 5.7.513)`,
    evidence: 'documented',
  },
  {
    id: 'address-range-rate',
    at: 'submit',
    when: /\b5\.7\.508\b/,
    seen: [
      '550 5.7.508 Access denied, [2001:db8::1] has exceeded permitted limits within 2001:db8::/32 range',
    ],
    meaning: 'Too much mail has come from this range of IPv6 addresses.',
    causes: ['Other senders of the same range.'],
    fix: [{ does: 'Nothing: it passes by itself, and the message is sent again.' }],
    treat: 'retry',
    wait: 3600,
    source: `${nonDelivery} (5.7.508)`,
    evidence: 'documented',
  },
  {
    id: 'domain-authentication-failed',
    at: 'submit',
    when: /\b5\.7\.509\b|\b5\.7\.23\b(?!\d)|because of Sender Policy Framework violation/i,
    seen: [
      '550 5.7.509 Access denied, sending domain [contoso.com] does not pass DMARC verification and has a DMARC policy of reject',
      '550 5.7.23 The message was rejected because of Sender Policy Framework violation',
    ],
    meaning: `The domain of {sender} does not prove that Exchange Online may send for it (SPF, DKIM, DMARC). ${often}`,
    causes: [
      'DKIM is not enabled for the domain.',
      'The SPF record of the domain does not name Exchange Online.',
    ],
    fix: [
      {
        does: 'Enable DKIM for the domain.',
        portal:
          'Microsoft Defender portal > Email & collaboration > Policies & rules > Threat policies > Email authentication settings > DKIM',
      },
      {
        does: 'Add Exchange Online to the SPF record (include:spf.protection.outlook.com is reported as the entry).',
      },
    ],
    treat: 'hold',
    scope: 'sender',
    wait: 3600,
    source: `${nonDelivery} (5.7.509, 5.7.23)`,
    evidence: 'documented',
  },
  {
    id: 'address-banned',
    at: 'submit',
    when: /\b5\.7\.511\b|\b5\.7\.6(?:0[6-9]|[1-4]\d)\b/,
    seen: [
      '550 5.7.511 Access denied, banned sender',
      '550 5.7.606 Access denied, banned sending IP [203.0.113.9]',
      '550 5.7.649 Access denied, banned sending IP [203.0.113.9]',
    ],
    meaning: `The IP address that sends is banned. ${often}`,
    causes: [
      'Spam came from that address.',
      'The app does not send through Exchange Online but from an address of its own.',
    ],
    fix: [
      { does: 'For 5.7.606 to 5.7.649: ask for removal at https://sender.office.com.' },
      { does: 'For 5.7.511: send the whole report to delist@microsoft.com.' },
    ],
    treat: 'hold',
    scope: 'app',
    wait: 3600,
    source: `${nonDelivery} (5.7.511, 5.7.606-649)`,
    evidence: 'documented',
  },
  {
    id: 'tenant-block-list',
    at: 'submit',
    when: /\b5\.7\.703\b|tenant recipient block policy|using Tenant Allow Block List/i,
    seen: [
      "550 5.7.703 Your message can't be delivered because messages to nobody@contoso.com are blocked by your organization using Tenant Allow Block List.",
      "Your message can't be delivered because one or more recipients are blocked by your organization's tenant recipient block policy",
    ],
    meaning:
      'A recipient is on the block list of your own organization. One entry stops the message for every recipient.',
    causes: ['An administrator blocked the address or its domain.'],
    fix: [
      {
        does: 'Take the entry out, or leave the recipient out and send the message anew.',
        portal:
          'Microsoft Defender portal > Email & collaboration > Policies & rules > Threat policies > Tenant Allow/Block Lists',
      },
    ],
    treat: 'fail',
    source: `${nonDelivery} (5.7.703)`,
    evidence: 'documented',
  },
  {
    id: 'tenant-blocked',
    at: 'submit',
    when: /\b5\.7\.70[58]\b|traffic not accepted from this IP/i,
    seen: [
      '550 5.7.705 Access denied, tenant has exceeded threshold',
      '550 5.7.708 Access denied, traffic not accepted from this IP',
      '550 5.7.708 Service unavailable. Access denied, traffic not accepted from this IP. For more information please go to https://go.microsoft.com/fwlink/?LinkID=526655 AS(7171)',
    ],
    meaning: `The whole tenant may not send to the outside for now. ${often}`,
    causes: [
      'Too much spam or bulk mail came from the tenant.',
      'The tenant is new or a trial, or its subscription was renewed a moment ago.',
    ],
    fix: [releasedRestriction, askMicrosoft],
    treat: 'hold',
    scope: 'app',
    wait: 3600,
    source: `${nonDelivery} (5.7.705, 5.7.708)`,
    evidence: 'documented',
  },
  {
    id: 'sender-domain-not-accepted',
    at: 'submit',
    when: /\b5\.7\.750\b|blocked from sending from unregistered domains/i,
    seen: ['550 5.7.750 Service unavailable. Client blocked from sending from unregistered domains'],
    meaning: 'The domain of {sender} is not a domain of this tenant.',
    causes: ['The domain was never added, or not verified.', 'From is misspelt.'],
    fix: [
      {
        does: 'Add and verify the domain, or send from one that is.',
        portal: 'Microsoft 365 admin center > Settings > Domains',
        command: 'Get-AcceptedDomain',
      },
    ],
    treat: 'hold',
    scope: 'sender',
    wait: 3600,
    source: `${nonDelivery} (5.7.750)`,
    evidence: 'documented',
  },
  {
    id: 'recipient-restricted',
    at: 'submit',
    when: /\b5\.7\.(?:12|13|124|13[3-6])\b|RESOLVER\.RST\.NotAuthorized|TRANSPORT\.RULES\.RejectMessage|Delivery not authorized/i,
    seen: [
      '550 5.7.1 RESOLVER.RST.NotAuthorized; not authorized',
      '550 5.7.1 TRANSPORT.RULES.RejectMessage; the message was rejected by organization policy',
      '550 5.7.1 Delivery not authorized',
      '550 5.7.124 Sender not in allowed-senders list',
      '550 5.7.133 Sender not authenticated for group',
      '550 5.7.134 Sender was not authenticated for mailbox',
      '550 5.7.136 Sender was not authenticated',
    ],
    meaning: 'The recipient takes mail from chosen senders only, or a mail-flow rule refuses the message.',
    causes: [
      'A group or mailbox with a list of allowed senders.',
      'A mail-flow rule of one of the two organizations.',
    ],
    fix: [{ does: 'Ask the owner of the group, or the administrator of the recipient, to allow {sender}.' }],
    treat: 'fail',
    source: `${nonDelivery} (5.7.1, 5.7.12 to 5.7.136)`,
    evidence: 'documented',
  },
];
