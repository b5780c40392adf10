import type { Fix, KnownFailure } from '../known-failure.ts';

const nonDelivery = 'Microsoft Learn: Non-delivery reports in Exchange Online';

const sendAnew: Fix = { does: 'Correct what composes the message, and send it anew under a new id.' };

/** The message itself is refused: its size, its headers, its form. */
export const content: readonly KnownFailure[] = [
  {
    id: 'message-size-refused',
    at: 'submit',
    when: /\b552 5\.3\.4 Message size exceeds|\b5\.2\.3\b|RESOLVER\.RST\.(?:Send|Recip)SizeLimit|Message size larger than allowed/i,
    seen: [
      '552 5.3.4 Message size exceeds fixed maximum message size',
      '550 5.2.3 RESOLVER.RST.SendSizeLimit.Sender; message too large for this sender',
      '550 5.2.3 RESOLVER.RST.SendSizeLimit.Org; message too large for this organization',
      '550 5.2.3 RESOLVER.RST.RecipSizeLimit; message too large for this recipient',
      'EMESSAGE Message size larger than allowed 157286400',
    ],
    meaning:
      'The message is larger than the server, the sender or the recipient may handle. Attachments grow by a third on the way.',
    causes: [
      'The mailbox may send less than the message weighs (35 MB are reported as the default, 150 MB can be set).',
      'The recipient takes less.',
    ],
    fix: [
      { does: 'Send smaller attachments, or a link to the file.' },
      {
        does: 'Or raise what the mailbox may send.',
        portal:
          'Exchange admin center > Recipients > Mailboxes > {mailbox} > Mailbox > Message size restriction',
        command: 'Set-Mailbox -Identity {mailbox} -MaxSendSize 150MB',
      },
    ],
    treat: 'fail',
    source: 'Exchange Server reply table; GH:jstedfast/MailKit#1770 (SIZE 157286400)',
    evidence: 'server-table',
  },
  {
    id: 'header-too-large',
    at: 'submit',
    when: /\b552 5\.3\.4 Header size exceeds/i,
    seen: ['552 5.3.4 Header size exceeds fixed maximum size'],
    meaning: 'The headers of the message are too large.',
    causes: ['A very long list of recipients in To or Cc.'],
    fix: [{ does: 'Address a distribution group, use Bcc, or split the list.' }],
    treat: 'fail',
    source: 'Exchange Server reply table',
    evidence: 'server-table',
  },
  {
    id: 'content-invalid',
    at: 'submit',
    when: /\b554 5\.6\.0\b|contains bare linefeeds|\b5\.6\.11\b/i,
    seen: [
      '554 5.6.0 Invalid message content',
      '554 5.6.0 Message contains bare linefeeds',
      '550 5.6.11 Invalid characters',
    ],
    meaning: 'The content of the message is not in order, for example a line that ends in LF alone.',
    causes: ['A ready-made MIME part was put in whose lines do not end in CRLF.'],
    fix: [sendAnew],
    treat: 'fail',
    source: `${nonDelivery} (5.6.11); Exchange Server reply table`,
    evidence: 'documented',
  },
  {
    id: 'message-partial-refused',
    at: 'submit',
    when: /Messages of type message\/partial are not supported/i,
    seen: ['554 5.6.1 Messages of type message/partial are not supported'],
    meaning: 'Exchange does not take messages that are cut into parts (message/partial).',
    causes: ['A client that splits large messages.'],
    fix: [sendAnew],
    treat: 'fail',
    source: 'Exchange Server reply table',
    evidence: 'server-table',
  },
  {
    id: 'several-from-addresses',
    at: 'submit',
    when: /\b5\.1\.20\b|Multiple From addresses are not allowed/i,
    seen: ['550 5.1.20 Multiple From addresses are not allowed without Sender address'],
    meaning: 'The message has more than one From address and no Sender.',
    causes: ['A list was given as From.'],
    fix: [{ does: 'Give one From address.' }, sendAnew],
    treat: 'fail',
    source: 'Microsoft Learn: Fix NDR error 5.1.20',
    evidence: 'documented',
  },
  {
    id: 'from-header-invalid',
    at: 'submit',
    when: /\b5\.7\.512\b|must be RFC 5322 section 3\.6\.2 compliant/i,
    seen: ['550 5.7.512 Access denied, message must be RFC 5322 section 3.6.2 compliant'],
    meaning: 'The From header is missing or malformed.',
    causes: ['A header was written by hand.'],
    fix: [{ does: 'Give From as one plain address.' }, sendAnew],
    treat: 'fail',
    source: `${nonDelivery} (5.7.512)`,
    evidence: 'documented',
  },
  {
    id: 'mail-loop',
    at: 'submit',
    when: /Hop count exceeded|\b5\.4\.(?:6|14)\b|Routing loop detected/i,
    seen: ['554 5.4.6 Hop count exceeded - possible mail loop', '550 5.4.14 Routing loop detected'],
    meaning: 'The message goes round in circles.',
    causes: ['Forwarding rules that send it back.', 'A connector that leads back to its own organization.'],
    fix: [
      {
        does: 'Find the rule or connector that sends it back.',
        portal: 'Exchange admin center > Mail flow > Rules, and > Connectors',
      },
    ],
    treat: 'fail',
    source: `${nonDelivery} (5.4.6, 5.4.14)`,
    evidence: 'documented',
  },
];
