import { steps } from '../shared/failures/fault.ts';
import type { Evidence, Fix, Heard, KnownFailure } from '../shared/failures/known-failure.ts';
import { fillCommand, fillText, isPowerShell } from '../shared/failures/placeholders.ts';
import { whatHappens } from '../shared/failures/what-happens.ts';
import { stepTitles } from './step-titles.ts';

const introduction = `# Errors

This page is written by \`node scripts/write-errors.ts\` from the catalogue in \`shared/failures/catalogue/\`. Change it there.

Every error that mail can meet on its way through this app: what it means, why it comes, how it is mended, and what
becomes of the message. To look one up, paste it:

\`\`\`sh
npm run explain -- "535 5.7.3 Authentication unsuccessful"
\`\`\`

Words in angle brackets stand for your own values. Commands like \`Set-CASMailbox\` are for PowerShell after
\`Connect-ExchangeOnline\`; commands that begin with \`az\` are for a shell such as Azure Cloud Shell (Bash).

## What becomes of the message

Each row says how its failure is best treated:

| word | what it means |
|---|---|
| retry | The fault passes by itself: send again later. |
| refresh | The token may be stale: renew it and try once more on a new connection. |
| hold | Something must be mended first: trying again before that cannot help, and Exchange Online may lock out who insists. |
| split | Too many recipients at once: send to fewer at a time. |
| fail | The message can never succeed as it is. |

This version acts on \`fail\` alone: such a message is put aside at once, whole and with its explanation, in the
container \`mail-buried\`. Everything else goes back to the queue and is tried again after 30 seconds, five times in
all, and is then put aside there too. Nothing is dropped.

## How sure each explanation is

| word | what it means |
|---|---|
| documented | Microsoft, or who else makes the part that speaks, says so, or the very reply stands in a public log. |
| server table | The reply is published for Exchange Server; that Exchange Online gives it with the same meaning is inferred. |
| reported | Only third parties report it. Take it for a lead. |
`;

const unlistedSection = `<a id="unlisted"></a>

## Errors that are not listed

An error that no row knows is taken by the class of its code, and the explanation says so: 4xx is worth another try; 5xx
fails the message where the message was refused, and asks for mending where the connection or the login was.
`;

const whereHeard: Record<Heard, string> = {
  client: 'The app finds it out itself; no server says it.',
  ndr: 'After the message was accepted, in a non-delivery report to the mailbox that sent. The app does not see those.',
};

const evidenceWords: Record<Evidence, string> = {
  documented: 'documented',
  'server-table': 'server table',
  reported: 'reported',
};

/** docs/errors.md as it has to be for this catalogue. */
export function errorsPage(catalogue: readonly KnownFailure[]): string {
  const groups = steps.map((step) => ({
    title: stepTitles[step],
    rows: catalogue.filter(({ at }) => at === step),
  }));
  const contents = groups.map(
    ({ title, rows }) =>
      `**${title}**\n\n${rows.map(({ id, meaning }) => `- [${id}](#${id}): ${firstSentence(meaning)}`).join('\n')}\n`,
  );
  const sections = groups.map(({ title, rows }) => `## ${title}\n\n${rows.map(rowSection).join('\n')}`);
  return [
    introduction,
    '## Contents\n',
    ...contents,
    '- [Errors that are not listed](#unlisted)\n',
    ...sections,
    unlistedSection,
  ].join('\n');
}

function rowSection(row: KnownFailure): string {
  return `<a id="${row.id}"></a>

### ${row.id}

${prose(row.meaning)}

${block('text', row.seen.join('\n'))}

Likely causes:

${row.causes.map((cause) => `- ${prose(cause)}`).join('\n')}

To mend it:

${row.fix.map(fixItem).join('\n\n')}

${row.heard ? `**Heard:** ${whereHeard[row.heard]}\n\n` : ''}**The message:** ${row.treat}. ${whatHappens(row.treat)}

**Source:** ${prose(row.source)} (${evidenceWords[row.evidence]})
`;
}

function fixItem({ does, portal, command }: Fix, index: number): string {
  const parts = [
    prose(does),
    ...(portal ? [`Portal: ${prose(portal)}`] : []),
    ...(command ? [block(language(command), fillCommand(command, {}))] : []),
  ];
  return `${index + 1}. ${indentRest(parts.join('\n\n'))}`;
}

const firstSentence = (text: string): string => prose(/^.+?\.(?= |$)/.exec(text)?.[0] ?? text);

/** Placeholders and stars would otherwise be taken for HTML and emphasis. */
const prose = (text: string): string =>
  fillText(text, {}).replace(/[<*]/g, (sign) => (sign === '<' ? '&lt;' : '\\*'));

const block = (syntax: string, text: string): string =>
  `\`\`\`${syntax}\n${text.replaceAll('\r\n', '\n')}\n\`\`\``;

const indentRest = (text: string): string => text.replace(/\n(?=.)/g, '\n   ');

function language(command: string): string {
  if (command.startsWith('union ')) return 'kusto';
  return isPowerShell(command) ? 'powershell' : 'sh';
}
