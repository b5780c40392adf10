import type { Details, Verdict } from './check.ts';
import { fixLines, numbered, remedyLines } from './explanation-text.ts';
import type { LikelyCause } from './login-causes.ts';
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
  { ok, probe, at, ageSeconds, summary, checks, mailboxes, caveat }: Report,
  mark: (word: string, verdict: Verdict) => string = (word) => word,
): string[] {
  const lines = (findings: readonly ReportedFinding[]) =>
    findings.flatMap((finding) => findingLines(finding, mark));
  const counts = (Object.keys(words) as Verdict[])
    .filter((verdict) => summary[verdict] > 0)
    .map((verdict) => `${summary[verdict]} ${words[verdict]}`);
  return [
    `Validator, probe ${probe}, ${at.slice(0, 19).replace('T', ' ')} UTC${ageSeconds > 0 ? `, ${ageSeconds} s ago` : ''}`,
    '',
    'The app',
    ...lines(checks),
    ...mailboxes.flatMap(({ mailbox, checks }) => ['', mailbox, ...lines(checks)]),
    '',
    `${ok ? 'Nothing fails' : 'Not right yet'}: ${counts.join(', ')}.`,
    caveat,
  ];
}

function findingLines(
  { verdict, title, says, details, failure, causes }: ReportedFinding,
  mark: (word: string, verdict: Verdict) => string,
): string[] {
  const isQuiet = verdict === 'pass' || verdict === 'skipped';
  const below = [
    ...(details && !isQuiet ? detailLines(details) : []),
    ...(failure ? [`Said: ${failure.said.replace(/\s+/g, ' ')}`] : []),
    ...(causes ? causeLines(causes) : failure ? remedyLines(failure) : []),
  ];
  return [
    `  ${mark(words[verdict].padEnd(wordWidth), verdict)}${title.padEnd(titleWidth)}  ${says}`,
    ...below.map((line) => `  ${' '.repeat(wordWidth)}${line}`),
  ];
}

const detailLines = (details: Details): string[] =>
  Object.entries(details).map(([name, value]) => `${name}: ${[value].flat().join('; ')}`);

const causeLines = (causes: readonly LikelyCause[]): string[] => [
  'Causes, likeliest first:',
  ...numbered(causes.map(({ cause, because, ...fix }) => [cause, because, ...fixLines(fix)])),
];
