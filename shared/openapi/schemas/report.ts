import * as z from 'zod/mini';
import { probes } from '../../validator/probe.ts';
import { fixFields, reportedFailure } from './explanation.ts';
import { flag, number, text, version, word } from './fields.ts';

const verdicts = ['pass', 'notice', 'warn', 'fail', 'unknown', 'skipped'] as const;

const finding = z
  .object({
    check: text('The id of the check.'),
    title: text('What was looked at.'),
    verdict: z
      .enum(verdicts)
      .check(z.meta({ description: 'unknown: could not tell; skipped: lacks a fact.' })),
    says: text('What was found.'),
    details: z.optional(
      z
        .record(z.string(), z.unknown())
        .check(z.meta({ description: 'Public facts by name: texts, numbers, yes or no, lists of texts.' })),
    ),
    failure: z.optional(reportedFailure),
    causes: z.optional(
      z
        .array(z.object({ cause: text('The cause.'), because: text('What speaks for it.'), ...fixFields }))
        .check(z.meta({ description: 'What it may come from, the likeliest first.' })),
    ),
    ms: number('How long it took, in milliseconds.'),
  })
  .check(z.meta({ id: 'Finding', title: 'Finding', description: 'What one check found.' }));

const findings = z.array(finding).check(z.meta({ description: 'In the order of a message.' }));

const namedHold = {
  id: text('What /api/holds calls it.'),
  scope: word(['app', 'mailbox', 'sender'], 'How far it reaches.'),
  sender: z.optional(text('The address that it holds.')),
  failure: text('The row of docs/errors.md, or paused where a person set it.'),
  since: text('ISO 8601.'),
};

const mail = z
  .object({
    mailbox: text('The mailbox.'),
    waiting: number('How many messages wait.'),
    isMore: flag('At least so many wait.'),
    buried: number('How many were not sent.'),
    holds: z
      .array(z.object({ ...namedHold, release: text('The command that ends it.') }))
      .check(z.meta({ description: 'What keeps mail from going.' })),
    released: z
      .array(z.object(namedHold))
      .check(z.meta({ description: 'The holds that this run has ended.' })),
  })
  .check(z.meta({ id: 'MailMeaning', title: 'Mail meaning', description: 'What it means for mail.' }));

/** The answer of the validator. */
export const report = z
  .object({
    version,
    ok: flag('Nothing fails.'),
    probe: word(probes, 'How far the run went.'),
    at: text('When the oldest part of it was looked at (ISO 8601).'),
    ageSeconds: number('How long ago that was.'),
    freshInSeconds: number('When the same question is looked at anew.'),
    summary: z
      .object(Object.fromEntries(verdicts.map((verdict) => [verdict, number(`How many are ${verdict}.`)])))
      .check(z.meta({ description: 'How many checks by verdict.' })),
    checks: findings,
    mailboxes: z
      .array(z.object({ mailbox: text('The mailbox.'), checks: findings }))
      .check(z.meta({ description: 'What was found for each mailbox.' })),
    mail: z.array(mail).check(z.meta({ description: 'What it means for mail, by mailbox.' })),
    first: z.optional(
      z
        .object({
          check: text('The check that fails.'),
          mailbox: z.optional(text('Whose it is.')),
          failure: z.optional(text('The row of docs/errors.md.')),
          cause: text('The likeliest cause.'),
          because: z.optional(text('What speaks for it.')),
          fix: z.object(fixFields).check(z.meta({ description: 'How it is mended.' })),
        })
        .check(z.meta({ description: 'What to mend first.' })),
    ),
    caveat: text('What a report without failures does not prove.'),
  })
  .check(z.meta({ id: 'Report', title: 'Report', description: 'Whether everything is set up right.' }));
