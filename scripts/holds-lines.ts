import type { HoldsView, HoldView, MailboxView } from '../shared/administration/list-holds.ts';
import { PAUSED } from '../shared/mailbox/holds.ts';
import type { Waiting } from '../shared/mailbox/waiting.ts';
import { explainFailure } from './explain-failure.ts';
import { tableLines, timeText } from './plain-table.ts';

/** All holds as lines for a person; `emphasize` puts weight on what to look at. */
export function holdsLines({ app, mailboxes }: HoldsView, emphasize: (text: string) => string): string[] {
  const lines = [
    ...(app ? [emphasize('all mailboxes'), ...holdLines(app, emphasize), ''] : []),
    ...mailboxes.flatMap((one) => mailboxLines(one, emphasize)),
  ];
  const isHeld = app || mailboxes.some(({ holds }) => holds.length > 0);
  return isHeld ? lines : [...lines, 'Nothing is held.'];
}

function mailboxLines(view: MailboxView, emphasize: (text: string) => string): string[] {
  const { address, key, waiting, underWay, holds, pause, pace, connections } = view;
  const rows = [
    ['waiting', `${waitingText(waiting)}, and ${underWay} under way`],
    ...(pause ? [['server away', `since ${timeText(pause.since)}, next try ${timeText(pause.until)}`]] : []),
    ...(pace === undefined ? [] : [['pace', `${pace} messages a minute, because the server refused more`]]),
    ...(connections === undefined
      ? []
      : [['connections', `${connections} at once, because the server refused more`]]),
  ];
  return [
    `${emphasize(address)}  ${key}`,
    ...indented(rows),
    ...holds.flatMap((hold) => ['', ...holdLines(hold, emphasize)]),
    '',
  ];
}

function holdLines(
  { id, scope, sender, failure, said, since, probeAt, probes, waiting }: HoldView,
  emphasize: (text: string) => string,
): string[] {
  const isPaused = failure === PAUSED;
  const explained = isPaused ? undefined : explainFailure(failure, said);
  const [first] = explained?.fix ?? [];
  return indented([
    ['hold', emphasize(id)],
    ['holds', sender ?? (scope === 'app' ? 'everything' : 'the mailbox')],
    ['because', isPaused ? 'paused by hand' : failure],
    ...(explained ? [['meaning', explained.meaning]] : []),
    ['said', said],
    ['since', timeText(since)],
    ['next probe', probeAt === undefined ? `never: npm run holds -- release ${id}` : timeText(probeAt)],
    ...(probes > 0 ? [['probes', `${probes} were refused`]] : []),
    ['waiting', waitingText(waiting)],
    ...(first ? [['what to do', first.does]] : []),
    ...(first?.portal ? [['', first.portal]] : []),
    ...(first?.command ?? '').split('\n').flatMap((line) => (line ? [['', line]] : [])),
    ...(explained ? [['more', explained.more]] : []),
  ]);
}

const indented = (rows: readonly (readonly string[])[]): string[] =>
  tableLines(
    rows.map(([label = '', text = '']) => [`  ${label.padEnd(12)}`, text.replace(/\s*\n\s*/g, ' ')]),
  );

const waitingText = ({ count, isMore }: Waiting): string => `${count}${isMore ? ' or more' : ''}`;
