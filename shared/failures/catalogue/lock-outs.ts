import type { Fix, KnownFailure } from '../known-failure.ts';

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

/** Mailboxes locked out for insisting: 550 5.2.252 is another thing than 554 5.2.252, so these stand before it. */
export const lockOuts: readonly KnownFailure[] = [
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
];
