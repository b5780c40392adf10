import { steps } from '../shared/failures/fault.ts';
import type { Evidence, KnownFailure } from '../shared/failures/known-failure.ts';
import { stepTitles } from '../shared/failures/step-titles.ts';

const between =
  /(?<=<!-- evidence: written by scripts\/write-evidence\.ts -->\n)[\s\S]*(?=<!-- end of evidence -->)/;

/** docs/evidence.md with the catalogue's marks counted. @throws an error when its two markers are not there. */
export function withEvidence(page: string, catalogue: readonly KnownFailure[]): string {
  if (!between.test(page))
    throw new Error('docs/evidence.md has lost the two comments that the counts stand between');
  return page.replace(between, () => `\n${countTable(catalogue)}\n\n${unsureRows(catalogue)}\n\n`);
}

const marks: readonly Evidence[] = ['documented', 'server-table', 'reported'];

function countTable(catalogue: readonly KnownFailure[]): string {
  const row = (title: string, rows: readonly KnownFailure[]) =>
    `| ${[title, ...marks.map((mark) => rows.filter(({ evidence }) => evidence === mark).length), rows.length].join(' | ')} |`;
  return [
    '| theme | documented | server table | reported | all |',
    '|---|---|---|---|---|',
    ...steps.map((step) =>
      row(
        stepTitles[step],
        catalogue.filter(({ at }) => at === step),
      ),
    ),
    row('**all**', catalogue),
  ].join('\n');
}

/** The rows that a record could make surer, by name. */
const unsureRows = (catalogue: readonly KnownFailure[]): string =>
  [
    ['server-table', 'Published for Exchange Server, inferred for Exchange Online'],
    ['reported', 'Reported by third parties only'],
  ]
    .map(([mark, title]) => {
      const rows = catalogue.filter(({ evidence }) => evidence === mark);
      return `${title}:\n\n${rows.map(({ id }) => `- [${id}](errors.md#${id})`).join('\n')}`;
    })
    .join('\n\n');
