import type { Fix, KnownFailure } from '../known-failure.ts';
import { nothingToDo, releasedRestriction } from './fixes.ts';

const nonDelivery = 'Microsoft Learn: Non-delivery reports in Exchange Online';
const submissionLimits = 'Microsoft Learn: Improvements in SMTP Authenticated Submission client protocol';

const waitForLockOut: Fix = {
  does: 'Then wait: Microsoft chooses how long, and support cannot lift it. Another mailbox works at once.',
};

const lockOut = {
  at: 'submit',
  treat: 'hold',
  scope: 'mailbox',
  wait: 3600,
  source: 'Microsoft Learn: Continuous error throttling for SMTP AUTH submissions',
  evidence: 'documented',
} as const;

const lockedOut = (error: string) =>
  `{mailbox} is locked out of sending for a while, because it kept running into the same error: ${error}.`;

/** Too much, too fast, too often. The lock-outs stand first: 550 5.2.252 is another thing than 554 5.2.252. */
export const throttling: readonly KnownFailure[] = [
  {
    ...lockOut,
    id: 'throttled-mailbox-full',
    when: /\b5\.2\.251\b|Sender throttled due to continuous mailbox full errors/i,
    seen: ['550 5.2.251 Sender throttled due to continuous mailbox full errors.'],
    meaning: lockedOut('mailbox full'),
    causes: ['The mailbox that sends was full, and a program went on sending.'],
    fix: [
      {
        does: 'Make room in the mailbox first, most often in Sent Items.',
        command: 'Set-Mailbox -Identity {mailbox} -MessageCopyForSMTPClientSubmissionEnabled $false',
      },
      waitForLockOut,
    ],
  },
  {
    ...lockOut,
    id: 'throttled-send-as-denied',
    when: /\b550 5\.2\.252\b|Sender throttled due to continuous send as denied errors/i,
    seen: ['550 5.2.252 Sender throttled due to continuous send as denied errors.'],
    meaning: lockedOut('SendAs denied'),
    causes: ['Messages with a From address that the mailbox may not use were sent again and again.'],
    fix: [
      {
        does: 'Correct From, or let the application send as that address first.',
        command:
          'Add-RecipientPermission -Identity {sender} -Trustee {objectId} -AccessRights SendAs -Confirm:$false',
      },
      waitForLockOut,
    ],
  },
  {
    ...lockOut,
    id: 'throttled-licence',
    when: /\b5\.2\.253\b|Sender throttled due to continuous invalid license errors/i,
    seen: ['550 5.2.253 Sender throttled due to continuous invalid license errors.'],
    meaning: lockedOut('invalid licence'),
    causes: ['The licence of the mailbox has ended or was taken away.'],
    fix: [
      {
        does: 'Give the mailbox a licence first.',
        portal: 'Microsoft 365 admin center > Users > Active users > {mailbox} > Licenses and apps',
      },
      waitForLockOut,
    ],
  },
  {
    ...lockOut,
    id: 'throttled-too-many-recipients',
    when: /\b5\.2\.254\b|Sender throttled due to continuous too many recipients errors/i,
    seen: ['550 5.2.254 Sender throttled due to continuous too many recipients errors.'],
    meaning: lockedOut('too many recipients'),
    causes: ['Messages with more recipients than allowed were sent again and again.'],
    fix: [
      {
        does: 'Send to fewer at once, or raise the limit of the mailbox first.',
        command: 'Set-Mailbox -Identity {mailbox} -RecipientLimits 1000',
      },
      waitForLockOut,
    ],
  },
  {
    ...lockOut,
    id: 'throttled-invalid-recipients',
    when: /\b5\.2\.255\b|Sender throttled due to continuous invalid recipients errors/i,
    seen: ['550 5.2.255 Sender throttled due to continuous invalid recipients errors.'],
    meaning: lockedOut('invalid recipients'),
    causes: ['Messages to addresses that do not exist were sent again and again.'],
    fix: [{ does: 'Take the invalid addresses out of the list that is sent to first.' }, waitForLockOut],
  },
  {
    id: 'submission-rate-exceeded',
    at: 'submit',
    when: /Message submission rate for this client has exceeded the configured limit/i,
    seen: [
      '421 4.4.2 Message submission rate for this client has exceeded the configured limit',
      '432 4.4.2 Message submission rate for this client has exceeded the configured limit',
      '451 4.4.2 Message submission rate for this client has exceeded the configured limit',
    ],
    meaning: '{mailbox} has sent more than 30 messages within a minute.',
    causes: ['Another program sends with the same mailbox at the same time.', 'A burst that was not paced.'],
    fix: [
      { does: 'Nothing: the app paces itself and sends again after a minute.' },
      { does: 'Give other programs a mailbox of their own, or spread the load over several mailboxes.' },
    ],
    treat: 'retry',
    wait: 60,
    source: `${submissionLimits}; public logs; Exchange Server reply table`,
    evidence: 'documented',
  },
  {
    id: 'concurrent-submissions-exceeded',
    at: 'submit',
    when: /Concurrent connections limit exceeded|STOREDRV\.ClientSubmit; sender thread limit exceeded/i,
    seen: [
      '432 4.3.2 Concurrent connections limit exceeded. Visit https://aka.ms/concurrent_sending for more information. [Hostname=AM0PR10MB0001.EURPRD10.PROD.OUTLOOK.COM]',
      '432 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded [Hostname=AM0PR10MB0001.EURPRD10.PROD.OUTLOOK.COM]',
    ],
    meaning: 'More than three messages were being submitted for {mailbox} at the same moment.',
    causes: [
      'Another program sends with the same mailbox.',
      'Several instances send for it without knowing of each other.',
    ],
    fix: [nothingToDo, { does: 'Give other programs a mailbox of their own.' }],
    treat: 'retry',
    wait: 15,
    source: `${submissionLimits}; techcommunity.microsoft.com 607825; GH:sabuhish/fastapi-mail#75`,
    evidence: 'documented',
  },
  {
    id: 'recipient-busy',
    at: 'submit',
    when: /STOREDRV\.Deliver; recipient thread limit exceeded/i,
    seen: ['432 4.3.2 STOREDRV.Deliver; recipient thread limit exceeded'],
    meaning:
      'The mailbox of {recipient} is taking as many messages at once as it can. It is not about the sender.',
    causes: ['Many messages to one mailbox at the same moment.'],
    fix: [nothingToDo],
    treat: 'retry',
    wait: 60,
    heard: 'ndr',
    source: nonDelivery,
    evidence: 'documented',
  },
  {
    id: 'daily-recipients-exceeded',
    at: 'submit',
    when: /SubmissionQuotaExceeded|submission quota (?:was )?exceeded|\b5\.1\.90\b|reached your daily limit for message recipients/i,
    seen: [
      '554 5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException; Failed to process message due to a permanent exception',
      '550 5.2.2 Submission quota exceeded',
      "The message can't be submitted because the sender's submission quota was exceeded",
      "550 5.1.90 Your message can't be sent because you've reached your daily limit for message recipients",
    ],
    meaning:
      '{mailbox} has reached its number of recipients for 24 hours (10,000, or what the outbound spam policy allows). The limit frees step by step as older messages pass out of the 24 hours.',
    causes: [
      'Much mail through one mailbox.',
      'The outbound spam policy sets a lower limit.',
      'The mailbox was misused.',
    ],
    fix: [
      { does: 'Wait: the app looks again by itself. Spread the load over several mailboxes.' },
      {
        does: 'See whether a policy sets a lower limit (0 stands for the default).',
        command:
          'Get-HostedOutboundSpamFilterPolicy | Format-List Name, RecipientLimitPerDay, RecipientLimitExternalPerHour, RecipientLimitInternalPerHour',
      },
    ],
    treat: 'hold',
    scope: 'mailbox',
    wait: 3600,
    source: `${submissionLimits}; ${nonDelivery} (5.1.90)`,
    evidence: 'documented',
  },
  {
    id: 'tenant-external-recipients-exceeded',
    at: 'submit',
    when: /\b5\.7\.23[23]\b|tenant external recipient rate limit/i,
    seen: [
      "550 5.7.232 Your message can't be sent because your trial tenant has exceeded its daily limit for sending email to external recipients (tenant external recipient rate limit). For more information see https://aka.ms/EXONdrs.",
      "550 5.7.233 - Your message can't be sent because your tenant has exceeded its daily limit for sending email to external recipients (tenant external recipient rate limit). For more information see https://aka.ms/EXONdrs.",
    ],
    meaning:
      'The whole tenant has reached its number of external recipients for 24 hours: 5,000 for a trial, else 500 x licences^0.7 + 9,500.',
    causes: ['Much mail to the outside, by this app or by others in the tenant.'],
    fix: [
      {
        does: 'See who sends, and wait for the 24 hours to pass.',
        portal: 'Exchange admin center > Reports > Mail flow > Tenant Outbound External Recipients',
      },
    ],
    treat: 'hold',
    scope: 'app',
    wait: 3600,
    source: `${nonDelivery} (5.7.232, 5.7.233)`,
    evidence: 'documented',
  },
  {
    id: 'onmicrosoft-domain-limit',
    at: 'submit',
    when: /\b5\.7\.236\b/,
    seen: ['550 5.7.236'],
    meaning:
      'The sender is an address at *.onmicrosoft.com. All of them together may reach 100 external recipients in 24 hours.',
    causes: ['{mailbox} sends from the domain that came with the tenant instead of one of your own.'],
    fix: [
      {
        does: 'Add and verify a domain of your own, and send from there.',
        portal: 'Microsoft 365 admin center > Settings > Domains',
        command: "Set-Mailbox -Identity {mailbox} -WindowsEmailAddress 'name@your-domain'",
      },
    ],
    treat: 'hold',
    scope: 'app',
    wait: 3600,
    source: 'techcommunity.microsoft.com 4446167 (the exact text of the reply is not published)',
    evidence: 'documented',
  },
  {
    id: 'organization-queue-full',
    at: 'submit',
    when: /Organization queue quota exceeded/i,
    seen: ['450 4.7.0 Organization queue quota exceeded.'],
    meaning: 'The organization has too many messages waiting inside the service.',
    causes: ['A burst from the whole organization.'],
    fix: [nothingToDo],
    treat: 'retry',
    wait: 600,
    source: 'Exchange Server reply table',
    evidence: 'server-table',
  },
  {
    id: 'recipient-hourly-limit',
    at: 'submit',
    when: /\b5\.2\.12[12]\b|per hour message receive limit/i,
    seen: [
      "550 5.2.121 Recipient's per hour message receive limit from specific sender exceeded",
      "550 5.2.122 Recipient's per hour message receive limit exceeded",
    ],
    meaning: '{recipient} has had as many messages within this hour as a mailbox may have.',
    causes: ['Many notifications to one mailbox.'],
    fix: [nothingToDo, { does: 'Gather several notifications into one message.' }],
    treat: 'retry',
    wait: 3600,
    heard: 'ndr',
    source: `${nonDelivery} (5.2.121, 5.2.122)`,
    evidence: 'documented',
  },
  {
    id: 'sender-recipient-rate',
    at: 'submit',
    when: /Excessive message rate from sender to recipient/i,
    seen: ['450 4.5.0 Message rejected. Excessive message rate from sender to recipient.'],
    meaning: 'This sender writes to this one recipient too often.',
    causes: ['Many notifications to one mailbox.'],
    fix: [nothingToDo, { does: 'Gather several notifications into one message.' }],
    treat: 'retry',
    wait: 600,
    source: 'Exchange Server reply table',
    evidence: 'server-table',
  },
  {
    id: 'access-denied-for-now',
    at: 'submit',
    when: /\b4\.7\.(?:5\d\d|6\d\d|8[5-9]\d)\b/,
    seen: [
      '451 4.7.500 Server busy. Please try again later',
      '451 4.7.650 Access denied, please try again later',
      '451 4.7.850 Access denied, please try again later',
    ],
    meaning:
      'Traffic from this address or tenant looks unusual and is being examined. The restriction lifts itself when the mail proves good.',
    causes: ['A sudden burst from a new address, mailbox or tenant.'],
    fix: [{ does: 'Avoid bursts; it passes within hours.' }, releasedRestriction],
    treat: 'retry',
    wait: 1800,
    source: `${nonDelivery} (4.7.500-699, 4.7.850-899)`,
    evidence: 'documented',
  },
  {
    id: 'high-volume-internal-only',
    at: 'submit',
    when: /\b5\.5\.105\b|not supported for High Volume Email/i,
    seen: ['550 5.5.105 External sending is not supported for High Volume Email accounts'],
    meaning: 'High Volume Email reaches recipients of the own organization only.',
    causes: ['The app is set to the endpoint of High Volume Email (smtp.hve.mx.microsoft).'],
    fix: [{ does: 'Use smtp.office365.com, port 587, with an ordinary mailbox.' }],
    treat: 'hold',
    scope: 'app',
    wait: 3600,
    source: 'Microsoft Learn: High Volume Email for Microsoft 365',
    evidence: 'documented',
  },
];
