import type { Fix, KnownFailure } from '../known-failure.ts';
import { grantSendAs, mendSettings } from './fixes.ts';

const sendAnew: Fix = { does: 'Correct the producer, and send the message anew under a new id.' };

/** Commands of this project; they need the settings of the app. */
const lookAt: Fix = {
  does: 'Look at the message: it is kept whole in the table mailboxes.',
  command: 'npm run buried -- show {messageId}',
};

const sendAgain: Fix = {
  does: 'When the cause is mended, send it again.',
  command: 'npm run buried -- resend {messageId}',
};

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
    fix: [lookAt, sendAnew],
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
    fix: [lookAt, contract, sendAnew],
    treat: 'fail',
    source: 'this app',
    evidence: 'documented',
  },
  {
    id: 'message-version-unknown',
    at: 'message',
    when: /\bmessage-version-unknown\b/,
    seen: ['message-version-unknown version must be 1: this release knows no other version of the contract'],
    meaning: 'The message is written by a version of the contract that this release does not know.',
    causes: ['The producer was updated before the app, or the app went back to an earlier release.'],
    fix: [
      lookAt,
      { does: 'Deploy a release that knows the version, and put the message into the queue anew.' },
      { does: 'Or correct the producer: without `version` a message is of version 1.' },
    ],
    treat: 'fail',
    source: 'this app',
    evidence: 'documented',
  },
  {
    id: 'message-expired',
    at: 'message',
    when: /\bmessage-expired\b/,
    seen: ['message-expired expires was 2026-11-20T09:14:02.000Z'],
    meaning:
      'The time until which the message was worth sending passed before it could go: its own expires, or the age in MAIL_MAX_AGE.',
    causes: [
      'The mailbox was on hold or had much to send.',
      'Exchange Online or another service was away for long.',
      'The producer set too short a time.',
    ],
    fix: [
      {
        does: 'See whether the mailbox is or was on hold, and why: that is the cause as a rule.',
        command: 'npm run holds -- list',
      },
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
    seen: ['message-too-large 43200512 bytes, and MAIL_MAX_MESSAGE_BYTES is 36700160'],
    meaning:
      'The message with its attachments is larger than may be sent. Attachments grow by a third on the way.',
    causes: ['Large attachments.'],
    fix: [
      { does: 'Send smaller attachments, or a link to the file.' },
      {
        does: 'Or raise the limit: of the mailbox in Exchange Online (150 MB at most), and then of this app (MAIL_MAX_MESSAGE_BYTES).',
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
    seen: [
      'sender-unknown invoices@contoso.com is neither a mailbox of MAIL_MAILBOXES nor a sender of one',
      'sender-unknown from is missing, and MAIL_MAILBOXES names more than one mailbox',
    ],
    meaning:
      'No mailbox in the settings may use the From address {sender}. Exchange Online would refuse it with 554 5.2.252 SendAsDenied, and lock the mailbox out if it came again and again.',
    causes: ['From is misspelt, or missing.', 'The address is missing from MAIL_MAILBOXES.'],
    fix: [
      {
        does: 'Let From be the address of a mailbox in the settings, or one of its senders, and send the message anew under a new id.',
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
    id: 'recipient-not-allowed',
    at: 'message',
    when: /\brecipient-not-allowed\b/,
    seen: ['recipient-not-allowed an address of fabrikam.com is not in MAIL_ALLOWED_RECIPIENTS'],
    meaning:
      'The app may send to the recipients of its setting MAIL_ALLOWED_RECIPIENTS only, and this one is none of them. It was refused before anything was sent; other recipients of the message are not concerned.',
    causes: [
      'This app is not the one of production, and the setting keeps its mail from real people.',
      'The setting came into production with a copy of the settings.',
    ],
    fix: [
      { does: 'If this is not production: nothing. Send test mail to an address of the setting.' },
      {
        ...mendSettings,
        does: 'Else add the address or its domain to MAIL_ALLOWED_RECIPIENTS, or remove the setting.',
      },
      sendAgain,
    ],
    treat: 'fail',
    source: 'this app',
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
      'The attempt was given up after five minutes. Where its outcome is failed, Exchange Online certainly does not have the message, and it is tried again; where it is uncertain, Exchange Online may have it.',
    causes: [
      'Exchange Online answers slowly, or the line stalls.',
      'Large messages over a slow line: the mailbox has three sessions, and those before this one took them all.',
    ],
    fix: [
      { does: 'Nothing for a single one.' },
      {
        does: 'When it comes often: look at the times in the log (ms), to see at which stage they pass.',
        portal: 'Azure portal > Application Insights > Monitoring > Logs',
        command: 'union AppTraces | where Message has "deadline-passed" | project TimeGenerated, Message',
      },
    ],
    treat: 'retry',
    wait: 60,
    source: 'this app',
    evidence: 'documented',
  },
  {
    id: 'settings-invalid',
    at: 'settings',
    when: /\bsettings[-.]invalid\b/,
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
      'tries-used-up The host took the message from the queue as often as it may and moved it to the poison queue.',
      "Message has reached MaxDequeueCount of 5. Moving message to queue 'mail-outbound-poison'.",
    ],
    meaning:
      'The host gave the message to the app five times and moved it to the poison queue, because no try came to an end: it was never taken in, and never sent.',
    causes: [
      'The process ended in the middle each time: a crash, memory used up, deployments in a row.',
      'Storage took neither the message nor the put-back, five times in a row.',
    ],
    fix: [
      {
        does: 'Read in the workspace of Application Insights why the process ended.',
        portal: 'Azure portal > Application Insights > Monitoring > Logs',
        command: `union AppTraces, AppExceptions
| where TimeGenerated > ago(7d)
| where * has "{messageId}" or Message has "MaxDequeueCount"
| project TimeGenerated, Type, OperationId, Message, OuterMessage
| order by TimeGenerated asc`,
      },
      sendAgain,
    ],
    treat: 'fail',
    source: 'Microsoft Learn: Azure Queue storage trigger for Azure Functions (poison messages)',
    evidence: 'documented',
  },
  {
    id: 'id-reused',
    at: 'message',
    when: /\bid-reused\b|another message with the id .{1,200} was taken in before/i,
    seen: ['id-reused another message with the id invoice-4711 was taken in before'],
    meaning:
      'A message with this id and other content was taken in before. One id is one message, so this one is kept aside and never sent; the first one is not touched.',
    causes: [
      'The producer uses an id twice, for example the number of an invoice for the invoice and for its reminder.',
      'The producer repeats a message with something changed in it, such as the time.',
    ],
    fix: [
      lookAt,
      {
        does: 'Let the producer give each message an id of its own, repeat a message unchanged, and send this one anew under a new id.',
      },
    ],
    treat: 'fail',
    source: 'this app',
    evidence: 'documented',
  },
  {
    id: 'process-died',
    at: 'submit',
    heard: 'client',
    when: /\bprocess-died\b|its process ended while it was under way/i,
    seen: ['process-died its process ended while it was under way'],
    meaning:
      'The process ended while the message was under way: perhaps Exchange Online has it, perhaps not. Whoever took over could not know.',
    causes: [
      'A deployment, a restart or scaling in at that moment.',
      'A crash, or memory used up: by this very message, where it ended several processes.',
    ],
    fix: [
      {
        does: 'See in Sent Items of {mailbox}, or in the message trace, whether it was sent.',
        portal: 'Exchange admin center > Mail flow > Message trace',
        command: 'Get-MessageTraceV2 -SenderAddress {sender} -RecipientAddress {recipient}',
      },
      { ...sendAgain, does: 'If it was not: send it again.' },
    ],
    treat: 'retry',
    source: 'this app',
    evidence: 'documented',
  },
  {
    id: 'paused',
    at: 'submit',
    heard: 'client',
    when: /\bpaused by an administrator\b/i,
    seen: ['paused by an administrator'],
    meaning: 'An administrator paused it: what it concerns waits, however long, and no message tries.',
    causes: ['Somebody did so by hand; the hold says since when, and why if that was given.'],
    fix: [
      {
        does: 'See what is paused, and lift it when the reason is gone.',
        command: 'npm run holds -- list\nnpm run holds -- release',
      },
    ],
    treat: 'hold',
    scope: 'mailbox',
    source: 'this app',
    evidence: 'documented',
  },
];
