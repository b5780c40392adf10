import type { Details, Verdict } from './check.ts';
import { fixLines, numbered, remedyLines } from './explanation-text.ts';
import type { FirstToMend } from './first-to-mend.ts';
import type { MailMeaning } from './mail-meaning.ts';
import { minute } from './minute.ts';
import type { LikelyCause } from './rank-causes.ts';
import type { Report, ReportedFinding } from './report.ts';

const words: Record<Verdict, string> = {
  pass: 'pass',
  notice: 'notice',
  warn: 'WARN',
  fail: 'FAIL',
  unknown: 'unclear',
  skipped: 'skipped',
};

const wordWidth = 9;
const titleWidth = 30;

/** A report as lines for a person; `mark` may colour the word of a verdict. */
export function reportLines(
  { ok, probe, at, ageSeconds, summary, checks, mailboxes, mail, first, caveat }: Report,
  mark: (word: string, verdict: Verdict) => string = (word) => word,
): string[] {
  const lines = (findings: readonly ReportedFinding[]) =>
    findings.flatMap((finding, index) => {
      const isTold = findings
        .slice(0, index)
        .some(({ failure }) => failure?.id === (finding.failure?.id ?? ''));
      return findingLines(finding, isTold, mark);
    });
  const counts = (Object.keys(words) as Verdict[])
    .filter((verdict) => summary[verdict] > 0)
    .map((verdict) => `${summary[verdict]} ${words[verdict]}`);
  return [
    `Validator, probe ${probe}, ${at.slice(0, 19).replace('T', ' ')} UTC${ageSeconds > 0 ? `, ${ageSeconds} s ago` : ''}`,
    '',
    ...(first ? [...firstLines(first, [...checks, ...mailboxes.flatMap((one) => one.checks)]), ''] : []),
    'The app',
    ...lines(checks),
    ...mailboxes.flatMap(({ mailbox, checks }) => (checks.length > 0 ? ['', mailbox, ...lines(checks)] : [])),
    '',
    `${ok ? 'Nothing fails' : 'Not right yet'}: ${counts.join(', ')}.`,
    ...(ok ? [caveat] : []),
    ...(mail.length > 0 ? ['', ...mail.flatMap(mailLines)] : []),
  ];
}

/** What to mend first, before all else: most readers need no more. */
function firstLines(
  { check, mailbox, cause, because, fix }: FirstToMend,
  findings: readonly ReportedFinding[],
): string[] {
  const { title = check } = findings.find((finding) => finding.check === check) ?? {};
  return [
    `Mend first: ${title}${mailbox === undefined ? '' : ` (${mailbox})`}`,
    ...[cause, ...(because === undefined ? [] : [because]), ...fixLines(fix)].map((line) => `  ${line}`),
  ];
}

/** What it means for the mail of a mailbox, and the command that lets it go. */
function mailLines({ mailbox, waiting, isMore, buried, holds, released }: MailMeaning): string[] {
  const waits = `${isMore ? 'at least ' : ''}${waiting} waiting${buried > 0 ? `, ${buried} buried` : ''}`;
  const held = ({ scope, sender, failure, since }: MailMeaning['released'][number]) => {
    const whose = { app: 'held with all mailboxes', mailbox: 'held', sender: `${sender} held` }[scope];
    return `${mailbox}: ${whose} since ${minute(Date.parse(since))} (${failure})`;
  };
  return [
    ...released.map((hold) => `${held(hold)}, released now.`),
    ...holds.flatMap((hold) => [`${held(hold)}, ${waits}: release now`, `    ${hold.release}`]),
    ...(holds.length === 0 ? [`${mailbox}: not held, ${waits}.`] : []),
  ];
}

/** `isTold`: a finding before it has the same failure, with all that is to be said of it. */
function findingLines(
  { verdict, title, says, details, failure, causes }: ReportedFinding,
  isTold: boolean,
  mark: (word: string, verdict: Verdict) => string,
): string[] {
  const isQuiet = verdict === 'pass' || verdict === 'skipped';
  const below = [
    ...(details && !isQuiet ? detailLines(details, causes) : []),
    ...(failure ? [`Said: ${failure.said.replace(/\s+/g, ' ')}`] : []),
    ...(isTold ? [`Causes and remedies: as above (${failure?.id}).`] : remedies(causes, failure)),
  ];
  return [
    `  ${mark(words[verdict].padEnd(wordWidth), verdict)}${title.padEnd(titleWidth)}  ${says}`,
    ...below.map((line) => `  ${' '.repeat(wordWidth)}${line}`),
  ];
}

const remedies = (causes: ReportedFinding['causes'], failure: ReportedFinding['failure']): string[] =>
  causes ? causeLines(causes) : failure ? remedyLines(failure) : [];

/** Without those of which a cause speaks, as it does of a setting that is wrong. */
const detailLines = (details: Details, causes: readonly LikelyCause[] = []): string[] =>
  Object.entries(details)
    .filter(([name]) => !causes.some(({ cause }) => cause.startsWith(`${name} `)))
    .map(([name, value]) => `${name}: ${[value].flat().join('; ')}`);

const causeLines = (causes: readonly LikelyCause[]): string[] => [
  'Causes, likeliest first:',
  ...numbered(causes.map(({ cause, because, ...fix }) => [cause, because, ...fixLines(fix)])),
];
