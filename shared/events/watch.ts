import * as z from 'zod/mini';
import { count, event, flag, list, mailbox, text, time, word } from './fields.ts';

const verdict = ['pass', 'notice', 'warn', 'fail', 'unknown', 'skipped'] as const;

const storageFailure = z.optional(
  text(
    'storage, or the settings for it, failed with this code while the last watch was looked up or this one was noted: the line may come again',
  ),
);

/** What is not as it was. */
export const watchChanged = event(
  'watch.changed',
  'when a verdict or its failure is another than at the last watch, for the worse or the better',
  {
    changes: list(
      z.strictObject({
        check: text('the check'),
        mailbox: z.optional(mailbox('the mailbox that it looked at')),
        from: z.optional(word(verdict, 'what it said before; absent where it was not looked at')),
        to: word(verdict, 'what it says now'),
        failure: z.optional(text('its id in docs/errors.md')),
        fix: z.optional(text('the first remedy')),
        command: z.optional(text('the command of that remedy, with placeholders')),
      }),
      'each check that is not as it was',
    ),
    storageFailure,
  },
);

/** The certificate nears its end. */
export const watchCertificate = event(
  'watch.certificate',
  'when the certificate has fewer than 30, 14, 7, 3 or 1 days left; each is said once for a certificate',
  {
    daysLeft: count('whole days; negative after the end'),
    validTo: time('its end'),
    thumbprint: text('SHA-1'),
    fix: text('what to do'),
    storageFailure,
  },
);

/** The watch has looked. */
export const watchRan = event('watch.ran', 'every day, whatever the watch found', {
  ok: flag('nothing fails'),
  fails: count('how many checks fail'),
  daysLeft: z.optional(
    count(
      'whole days that the certificate has left, negative after the end; absent where none could be read',
    ),
  ),
  storageFailure,
});

/** Nobody has looked. */
export const watchFailed = event('watch.failed', 'when the validator could not be asked', {
  says: text('why'),
});
