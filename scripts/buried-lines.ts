import type { MessageRefusal } from '../shared/administration/change-message.ts';
import type { HistoryEntry } from '../shared/mailbox/message-record.ts';
import { explainFailure } from './explain-failure.ts';
import { explanationLines } from './explanation-lines.ts';
import type { KeptMessage } from './kept-message.ts';
import { tableLines, timeText } from './plain-table.ts';

type Emphasize = (text: string) => string;

/** Several messages, a line each. */
export function listLines(messages: readonly KeptMessage[], emphasize: Emphasize): string[] {
  if (messages.length === 0) return ['Nothing is buried, and nothing is uncertain.'];
  const [head = '', ...lines] = tableLines([
    ['state', 'since', 'failure', 'id', 'from'],
    ...messages.map(({ handle, record: { state, finishedAt = 0, failure = '', from = '' } }) => [
      state,
      timeText(finishedAt),
      failure,
      handle,
      from,
    ]),
  ]);
  const uncertain = messages.filter(({ record }) => record.state === 'uncertain').length;
  return [
    emphasize(head),
    ...lines,
    '',
    ...(uncertain > 0
      ? [`${uncertain} may have been sent: npm run buried -- show <id> says how to check that.`]
      : []),
    'npm run buried -- show|resend|purge <id>',
  ];
}

/** Everything about one message: what it is, what was tried, why that failed and what to do. */
export function messageLines(message: KeptMessage, width: number, emphasize: Emphasize): string[] {
  const { handle, record, subject, content, recipients, fault } = message;
  const { state, from, takenInAt, finishedAt, attempts, reply, refused, failure } = record;
  const isExplained = failure !== undefined && state !== 'accepted';
  return [
    ...labelled(
      [
        ['message', handle],
        ['state', emphasize(state)],
        ...(from === undefined ? [] : [['from', from]]),
        ...(recipients.length > 0 ? [['to', recipients.join(', ')]] : []),
        ...(subject === undefined ? [] : [['subject', subject]]),
        ...(content === undefined ? [] : [['content', `npm run buried -- show --json ${handle}`]]),
        ['taken in', timeText(takenInAt)],
        ...(finishedAt === undefined ? [] : [['ended', timeText(finishedAt)]]),
        ['attempts', String(attempts)],
        ...(reply === undefined ? [] : [['reply', reply]]),
        ...refused.map(({ address, fault: { code = '', said } }) => [
          'refused',
          `${address}: ${code} ${said}`,
        ]),
      ],
      emphasize,
    ),
    ...(record.history.length > 0 ? ['', emphasize('history'), ...historyLines(record.history)] : []),
    ...(isExplained
      ? ['', ...explanationLines(explainFailure(failure, fault?.said ?? ''), { width, emphasize })]
      : []),
    ...uncertainLines(message, emphasize),
  ];
}

function uncertainLines({ handle, trace }: KeptMessage, emphasize: Emphasize): string[] {
  if (trace === undefined) return [];
  return [
    '',
    emphasize('Was it sent? Nobody on this side can know. Exchange Online can, some minutes later:'),
    `  ${trace}`,
    '  It lists the message: it was accepted. It does not: it was not.',
    '  Sent Items of the mailbox show it too, but only where copies are kept',
    '  (Get-Mailbox … | Format-List MessageCopyForSMTPClientSubmissionEnabled).',
    '',
    `  not sent      npm run buried -- resend --may-duplicate ${handle}`,
    `  sent          npm run buried -- purge ${handle}`,
  ];
}

const historyLines = (history: readonly HistoryEntry[]): string[] =>
  tableLines(
    history.map(({ at, what, faults = [] }) => [
      `  ${timeText(at)}`,
      what,
      faults.map(({ code = '', said }) => `${code} ${said}`.trim()).join('; '),
    ]),
  );

const labelled = (rows: readonly (readonly string[])[], emphasize: Emphasize): string[] =>
  rows.map(([label = '', text = '']) => `${emphasize(label.padEnd(13))}${text.replace(/\s*\n\s*/g, ' ')}`);

/** Why a message was left as it is, and what to do. */
export function refusalText(handle: string, refusal: MessageRefusal): string {
  switch (refusal.kind) {
    case 'not-found':
      return `There is no message ${handle}.`;
    case 'state':
      return refusal.state === 'accepted'
        ? `${handle} was accepted by Exchange Online: sent again it would arrive twice. Queue it anew under another id.`
        : `${handle} is on its way (${refusal.state}).`;
    case 'unsendable':
      return `${handle} cannot be sent as it is. Mend it and queue it anew, under an id of its own.`;
    case 'expired':
      return `${handle} was to be sent before ${timeText(refusal.expires)}, its producer said. Queue it anew without that.`;
    case 'no-content':
      return `The content of ${handle} is not kept any more. Queue it anew.`;
    case 'may-duplicate':
      return `${handle} may have been sent: npm run buried -- show ${handle} says how to check that. If twice is better than never: --may-duplicate`;
    case 'changed':
      return `Somebody was quicker: ${handle} is ${refusal.state === undefined ? 'gone' : `${refusal.state} now`}.`;
    case 'unavailable': {
      const { code = '', said } = refusal.fault;
      return `Storage did not do it: ${code} ${said}`;
    }
  }
}
