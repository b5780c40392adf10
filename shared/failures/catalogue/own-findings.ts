import type { Fix, KnownFailure } from '../known-failure.ts';
import { grantSendAs, mendSettings } from './fixes.ts';

const sendAnew: Fix = { does: 'Correct the producer, and send the message anew under a new id.' };

const contract: Fix = {
  does: 'Compare the message with the contract: the text names each place and what is wrong there.',
};

/** What this app finds itself, before anybody else could refuse: `Fault.code` is the id of the row. */
export const ownFindings: readonly KnownFailure[] = [
  {
    id: 'message-unreadable',
    at: 'message',
    when: /\bmessage-unreadable\b/,
    seen: ['message-unreadable Unexpected token < in JSON at position 0'],
    meaning: 'What lay in the queue is neither JSON nor base64 of JSON.',
    causes: ['The producer put plain text or XML into the queue.', 'It was encoded twice, or cut off.'],
    fix: [
      {
        does: 'Look at the message in the poison queue.',
        portal:
          'Azure portal > Storage accounts > {storageAccount} > Storage browser > Queues > {queue}-poison',
        command:
          'az storage message peek --account-name {storageAccount} --queue-name {queue}-poison --num-messages 32 --auth-mode login',
      },
      sendAnew,
    ],
    treat: 'fail',
    source: 'this app',
    evidence: 'documented',
  },
  {
    id: 'message-invalid',
    at: 'message',
    when: /\bmessage-invalid\b/,
    seen: ['message-invalid to[0]: is not an e-mail address; subject: is missing'],
    meaning: 'The message breaks the contract between producer and app.',
    causes: ['A field is missing, misspelt or of the wrong kind.', 'An address is malformed.'],
    fix: [contract, sendAnew],
    treat: 'fail',
    source: 'this app',
    evidence: 'documented',
  },
  {
    id: 'message-expired',
    at: 'message',
    when: /\bmessage-expired\b/,
    seen: ['message-expired The message was to be sent by 2026-11-20T09:14:02Z.'],
    meaning: 'The time until which the message was worth sending passed before it could go.',
    causes: ['The mailbox was on hold or had much to send.', 'The producer set too short a time.'],
    fix: [
      { does: 'See whether the mailbox is or was on hold, and why: that is the cause as a rule.' },
      { does: 'If the message is still wanted, send it anew with a later time.' },
    ],
    treat: 'fail',
    source: 'this app',
    evidence: 'documented',
  },
  {
    id: 'message-too-large',
    at: 'message',
    when: /\bmessage-too-large\b/,
    seen: ['message-too-large The message weighs 41 MB, and 35 MB may be sent.'],
    meaning:
      'The message with its attachments is larger than may be sent. Attachments grow by a third on the way.',
    causes: ['Large attachments.'],
    fix: [
      { does: 'Send smaller attachments, or a link to the file.' },
      {
        does: 'Or raise the limit: of the mailbox in Exchange Online (150 MB at most), and then of this app.',
        command: 'Set-Mailbox -Identity {mailbox} -MaxSendSize 150MB',
      },
    ],
    treat: 'fail',
    source: 'this app; Microsoft Learn: Exchange Online limits',
    evidence: 'documented',
  },
  {
    id: 'sender-unknown',
    at: 'message',
    when: /\bsender-unknown\b/,
    seen: ['sender-unknown No mailbox may send as invoices@contoso.com.'],
    meaning:
      'No mailbox in the settings may use the From address {sender}. Exchange Online would refuse it with 554 5.2.252 SendAsDenied, and lock the mailbox out if it came again and again.',
    causes: ['From is misspelt.', 'The address is missing from MAIL_MAILBOXES.'],
    fix: [
      {
        does: 'Let From be the address of a mailbox in the settings, or one of its senders, and send the message anew.',
      },
      {
        ...mendSettings,
        does: 'Or add the address as sender of its mailbox: MAIL_MAILBOXES={mailbox}: {sender}',
      },
      { ...grantSendAs, does: 'Then let the application send as that address.' },
    ],
    treat: 'fail',
    source: 'this app; GH:gophish/gophish#2670 (what Exchange Online would say)',
    evidence: 'documented',
  },
  {
    id: 'deadline-passed',
    at: 'submit',
    heard: 'client',
    when: /\bdeadline-passed\b|The deadline of this attempt passed/,
    seen: [
      'deadline-passed The deadline of this attempt passed',
      'deadline-passed The deadline of this attempt passed while it waited for a free session of its mailbox',
    ],
    meaning:
      'The attempt was given up after five minutes. Where its outcome is failed, Exchange Online certainly does not have the message; where it is uncertain, it may.',
    causes: [
      'Much mail for one mailbox at once: it has three sessions, and the messages before this one took them all.',
      'Exchange Online answers slowly, or the line stalls.',
    ],
    fix: [
      { does: 'Nothing, when it was a burst: the message comes again.' },
      { does: 'When it comes often: spread the mail over time, or over several mailboxes.' },
    ],
    treat: 'retry',
    wait: 60,
    source: 'this app',
    evidence: 'documented',
  },
  {
    id: 'settings-invalid',
    at: 'settings',
    when: /\bsettings-invalid\b/,
    seen: ['settings-invalid MAIL_TENANT_ID: is missing'],
    meaning: 'A setting of the app is missing or makes no sense. No message leaves until it is mended.',
    causes: [
      'The setting was never made, or is misspelt.',
      'A reference to Key Vault in the settings cannot be resolved.',
    ],
    fix: [mendSettings],
    treat: 'hold',
    scope: 'app',
    wait: 300,
    source: 'this app',
    evidence: 'documented',
  },
  {
    id: 'tries-used-up',
    at: 'message',
    when: /\btries-used-up\b|has reached MaxDequeueCount/i,
    seen: [
      'tries-used-up The message was taken from the queue five times.',
      "Message has reached MaxDequeueCount of 5. Moving message to queue 'mail-outbound-poison'.",
    ],
    meaning:
      'The host gave the message to the app five times without success, and moved it to the poison queue. The log holds the reason of each try.',
    causes: [
      'Each try failed for a reason that was not mended in time: a permission, a switch, an outage. The log names it.',
      'The process ended in the middle each time (a deployment, a crash, memory used up); that counts as a try.',
      'The app could not put the message aside: its storage was out of reach or refused it.',
    ],
    fix: [
      {
        does: 'Read each try in the workspace of Application Insights.',
        portal: 'Azure portal > Application Insights > Monitoring > Logs',
        command: `union AppTraces, AppExceptions
| where TimeGenerated > ago(7d)
| where * has "{messageId}"
| project TimeGenerated, Type, OperationId, Message, OuterMessage
| order by TimeGenerated asc`,
      },
      {
        does: 'Read the message itself: it is kept whole.',
        portal:
          'Azure portal > Storage accounts > {storageAccount} > Storage browser > Blob containers > mail-buried',
        command:
          'az storage blob list --account-name {storageAccount} --container-name mail-buried --prefix {messageId} --auth-mode login --output table',
      },
      { does: 'When the cause is mended, put its payload into the queue {queue} again.' },
    ],
    treat: 'fail',
    source: 'Microsoft Learn: Azure Queue storage trigger for Azure Functions (poison messages)',
    evidence: 'documented',
  },
];
