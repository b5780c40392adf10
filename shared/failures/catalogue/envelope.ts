import type { KnownFailure } from '../known-failure.ts';
import { mendRecipient, mendSettings, nothingToDo } from './fixes.ts';

const nonDelivery = 'Microsoft Learn: Non-delivery reports in Exchange Online';

/** MAIL FROM and RCPT TO: the addresses of the envelope, before any content is sent. */
export const envelope: readonly KnownFailure[] = [
  {
    id: 'submission-not-permitted',
    at: 'submit',
    when: /\b5\.7\.1 Client does not have permissions to submit to this server/i,
    seen: ['550 5.7.1 Client does not have permissions to submit to this server'],
    meaning: '{mailbox} is not allowed to submit mail.',
    causes: ['The mailbox has no licence, or is disabled.'],
    fix: [
      {
        does: 'See the licence and the state of the mailbox.',
        portal: 'Microsoft 365 admin center > Users > Active users > {mailbox}',
      },
    ],
    treat: 'hold',
    scope: 'mailbox',
    wait: 1800,
    stage: 'mail',
    source: 'Exchange Server reply table',
    evidence: 'server-table',
  },
  {
    id: 'sender-address-invalid',
    at: 'submit',
    when: /\b501 5\.1\.7 (?:Invalid address|Long addresses not supported)|\b501 5\.1\.9 UTF-8 addresses not supported/i,
    seen: [
      '501 5.1.7 Invalid address',
      '501 5.1.7 Long addresses not supported',
      '501 5.1.9 UTF-8 addresses not supported',
    ],
    meaning:
      'The address in MAIL FROM is malformed, or has letters outside ASCII where the server does not take them.',
    causes: ['The address of the mailbox is misspelt in the settings.'],
    fix: [
      {
        ...mendSettings,
        does: 'Correct the address in MAIL_MAILBOXES (write a domain with umlauts in its xn-- form).',
      },
    ],
    treat: 'fail',
    stage: 'mail',
    source: 'Exchange Server reply table',
    evidence: 'server-table',
  },
  {
    id: 'recipient-address-invalid',
    at: 'submit',
    when: /\b501 5\.1\.3 (?:Invalid address|Long addresses not supported)|\b501 5\.1\.8 UTF-8 addresses not supported/i,
    seen: [
      '501 5.1.3 Invalid address',
      '501 5.1.3 Long addresses not supported',
      '501 5.1.8 UTF-8 addresses not supported',
    ],
    meaning:
      'This address of a recipient is malformed, or has letters outside ASCII where the server does not take them.',
    causes: ['The address is misspelt.', 'The part before the @ has letters outside ASCII.'],
    fix: [mendRecipient],
    treat: 'fail',
    stage: 'rcpt',
    source: 'Exchange Server reply table',
    evidence: 'server-table',
  },
  {
    id: 'too-many-recipients',
    at: 'submit',
    when: /\b4\.5\.3 Too many recipients|RESOLVER\.ADR\.RecipLimit|\b5\.5\.3\b.{0,40}too many recipients/i,
    seen: ['452 4.5.3 Too many recipients', '550 5.5.3 RESOLVER.ADR.RecipLimit; too many recipients'],
    meaning: 'The message has more recipients than one submission may have.',
    causes: [
      'More than the mailbox may address at once (500 by default, 1 to 1,000 can be set).',
      'More than 200 recipients of one domain.',
    ],
    fix: [
      {
        does: 'Nothing where the app splits the message. Else send to fewer at once, or to a distribution group (it counts as one).',
      },
      {
        does: 'Or raise the limit of the mailbox.',
        command: 'Set-Mailbox -Identity {mailbox} -RecipientLimits 1000',
      },
    ],
    treat: 'split',
    stage: 'rcpt',
    source: `${nonDelivery} (4.5.3); Exchange Server reply table`,
    evidence: 'documented',
  },
  {
    id: 'recipient-not-found',
    at: 'submit',
    when: /\b5\.1\.10\b|\b5\.1\.1\b|RESOLVER\.ADR\.(?:Ex)?Recip(?:ient)?NotFound/i,
    seen: [
      '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient nobody@contoso.com not found by SMTP address lookup',
      '550 5.1.1 RESOLVER.ADR.RecipNotFound; not found',
      '550 5.1.1 RESOLVER.ADR.ExRecipNotFound; not found',
      '550 5.1.1 Bad destination mailbox address',
      '550 5.1.10 Recipient not found',
    ],
    meaning: 'The address {recipient} does not exist.',
    causes: ['The address is misspelt.', 'The mailbox was deleted or renamed.'],
    fix: [mendRecipient],
    treat: 'fail',
    stage: 'rcpt',
    source: `${nonDelivery} (5.1.1, 5.1.10)`,
    evidence: 'documented',
  },
  {
    id: 'recipient-rejected',
    at: 'submit',
    when: /\b5\.4\.1 (?:\S{0,320} ?Recipient address rejected|Relay Access Denied)/i,
    seen: [
      '550 5.4.1 Recipient address rejected: Access denied',
      '550 5.4.1 Relay Access Denied',
      '550 5.4.1 [nobody@contoso.com]: Recipient address rejected: Access denied [AM0PR10CA0001.EURPRD10.PROD.OUTLOOK.COM]',
    ],
    meaning: 'The organization of the recipient does not know the address {recipient}.',
    causes: ['The address is misspelt.', 'The domain of the recipient has no mail server for it.'],
    fix: [mendRecipient],
    treat: 'fail',
    stage: 'rcpt',
    source: `${nonDelivery} (5.4.1)`,
    evidence: 'documented',
  },
  {
    id: 'relay-denied',
    at: 'submit',
    when: /\b5\.7\.1 Unable to relay|\b5\.7\.64\b|TenantAttribution; Relay Access Denied/i,
    seen: ['550 5.7.1 Unable to relay', '550 5.7.64 TenantAttribution; Relay Access Denied'],
    meaning:
      'The server does not take this message for others: it was not submitted as an authenticated client.',
    causes: [
      'The app is connected to the MX of a domain, or to port 25, instead of client submission.',
      'The connection was not logged in.',
    ],
    fix: [{ ...mendSettings, does: 'Use smtp.office365.com, port 587.' }],
    treat: 'hold',
    scope: 'mailbox',
    wait: 900,
    stage: 'rcpt',
    source: `${nonDelivery} (5.7.1, 5.7.64)`,
    evidence: 'documented',
  },
  {
    id: 'recipients-deferred',
    at: 'submit',
    when: /\b450 4\.5\.0 No recipient succeeded/i,
    seen: ['450 4.5.0 No recipient succeeded'],
    meaning: 'No recipient could be taken just now.',
    causes: ['Trouble inside the service.'],
    fix: [nothingToDo],
    treat: 'retry',
    wait: 60,
    stage: 'rcpt',
    source: 'Exchange Server reply table',
    evidence: 'server-table',
  },
];
