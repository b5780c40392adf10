import { steps } from '../shared/failures/fault.ts';
import type { Evidence, Fix, Heard, KnownFailure, SmtpStage } from '../shared/failures/known-failure.ts';
import { fillCommand, fillText, isPowerShell } from '../shared/failures/placeholders.ts';
import { stageOf } from '../shared/failures/smtp-stage.ts';
import { stepTitles } from '../shared/failures/step-titles.ts';
import { whatHappens } from '../shared/failures/what-happens.ts';

const introduction = `# Errors

This page is written by \`node scripts/write-errors.ts\` from the catalogue in \`shared/failures/catalogue/\`. Change it there.

Every error that mail can meet on its way through this app: what it means, why it comes, how it is mended, and what
becomes of the message. To look one up, paste it:

\`\`\`sh
npm run explain -- "535 5.7.3 Authentication unsuccessful"
\`\`\`

To see one happen, without a tenant, and what the app makes of it:

\`\`\`sh
npm run demo -- --play recipient-not-found
npm run demo -- --play list                  # all that can be played
\`\`\`

Words in angle brackets stand for your own values. Commands like \`Set-CASMailbox\` are for PowerShell after
\`Connect-ExchangeOnline\`; commands that begin with \`az\` are for a shell such as Azure Cloud Shell (Bash).

## What becomes of the message

Each row has a word for how its failure is treated, and a sentence for what that does to the message:

| word | what it means |
|---|---|
| retry | The fault passes by itself: the message goes again later. Where a server is away, its mailbox pauses instead, and one message tries for all. |
| refresh | Token or certificate may be stale: they are made anew at once. If that does not help, as hold. |
| hold | Something must be mended first: messages wait, and one looks every now and then. Exchange Online locks out who insists. |
| split | Too many recipients at once: it goes to fewer at a time. |
| fail | The message can never succeed as it is: it is not sent. |

Nothing is dropped. What is not sent is kept whole in the table \`mailboxes\` with its explanation, and so is what was
perhaps sent (uncertain):

\`\`\`sh
npm run buried -- list      # show, resend and purge as well
npm run holds -- list       # what waits for somebody; release ends a hold before its next try does
\`\`\`

No message is tried beyond its \`expires\` or the age in \`MAIL_MAX_AGE\` (five days by default).

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
  client: 'The app finds it out itself; no service says it.',
  ndr: 'After the message was accepted, in a non-delivery report to the mailbox that sent. The app does not see those.',
};

const whereSaid: Record<SmtpStage, string> = {
  connect: 'Instead of a greeting.',
  ehlo: 'In answer to `EHLO`.',
  starttls: 'In answer to `STARTTLS`.',
  auth: 'In answer to `AUTH XOAUTH2`.',
  mail: 'In answer to `MAIL FROM`.',
  rcpt: 'In answer to `RCPT TO`.',
  'data-end': 'In answer to the whole message, after its final dot.',
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

${where(row)}**The message:** ${row.treat}. ${prose(whatHappens(row))}

**Source:** ${prose(row.source)} (${evidenceWords[row.evidence]})
`;
}

function where(row: KnownFailure): string {
  const stage = stageOf(row);
  if (row.heard) return `**Heard:** ${whereHeard[row.heard]}\n\n`;
  return stage ? `**Said:** ${whereSaid[stage]}\n\n` : '';
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
