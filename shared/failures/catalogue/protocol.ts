import type { Fix, KnownFailure } from '../known-failure.ts';
import { mendSettings, nothingToDo } from './fixes.ts';

const newConnection: Fix = { does: 'Nothing: the next try uses a new connection.' };

/** Commands out of step: the server does not understand the client. */
export const protocol: readonly KnownFailure[] = [
  {
    id: 'helo-name-refused',
    at: 'connect',
    when: /\b501 5\.5\.4 (?:Invalid (?:arguments|domain name)|Unrecognized parameter)|\b501 5\.0\.0 EHLO requires domain address|\b5\.7\.506\b/i,
    seen: [
      '501 5.5.4 Invalid domain name',
      '501 5.5.4 Invalid arguments',
      '501 5.5.4 Unrecognized parameter',
      '501 5.0.0 EHLO requires domain address',
      '550 5.7.506 Access Denied, Bad HELO',
    ],
    meaning: 'The server does not take the name, or another argument, that the client gave.',
    causes: [
      'The host name of the machine is empty, has an underscore, or is the name of the server itself.',
    ],
    fix: [{ ...mendSettings, does: 'Give the client a neutral name for EHLO.' }],
    treat: 'hold',
    scope: 'app',
    wait: 900,
    source: 'Exchange Server reply table; Microsoft Learn: Non-delivery reports in Exchange Online (5.7.506)',
    evidence: 'server-table',
  },
  {
    id: 'command-unknown',
    at: 'connect',
    when: /\b500 5\.3\.3 Unrecognized command|\b502 5\.3\.3 Command not implemented/i,
    seen: ['500 5.3.3 Unrecognized command', '502 5.3.3 Command not implemented'],
    meaning: 'The server does not know the command it was sent.',
    causes: ['Something on the way changes what is sent.', 'A fault of the client.'],
    fix: [{ does: 'See that no proxy or firewall inspects SMTP on the way to port 587.' }],
    treat: 'hold',
    scope: 'app',
    wait: 900,
    source: 'Exchange Server reply table',
    evidence: 'server-table',
  },
  {
    id: 'commands-out-of-order',
    at: 'submit',
    when: /\b503 5\.5\.[12] (?:Bad sequence|Send hello first|Sender already specified|Need mail command|Need rcpt command|Only one STARTTLS)/i,
    seen: [
      '503 5.5.1 Bad sequence of commands',
      '503 5.5.2 Send hello first',
      '503 5.5.2 Sender already specified',
      '503 5.5.2 Need mail command',
      '503 5.5.2 Need rcpt command',
    ],
    meaning: 'Client and server disagree about where they are in the conversation.',
    causes: ['A connection was used again after an error.'],
    fix: [newConnection],
    treat: 'retry',
    scope: 'app',
    wait: 5,
    source: 'Exchange Server reply table',
    evidence: 'server-table',
  },
  {
    id: 'server-storage-error',
    at: 'submit',
    when: /\b451 4\.3\.0 I\/O error reading message body|\b451 4\.4\.0 Message failed to be made redundant/i,
    seen: ['451 4.3.0 I/O error reading message body', '451 4.4.0 Message failed to be made redundant'],
    meaning: 'The server could not store the message safely and gave it back.',
    causes: ['Trouble inside the service.'],
    fix: [nothingToDo],
    treat: 'retry',
    wait: 60,
    source: 'Exchange Server reply table',
    evidence: 'server-table',
  },
];
