import type { HoldEntry } from '../holds-view.ts';
import type { Overview } from './overview.ts';

/** The overview for a terminal. */
export const overviewLines = (overview: Overview): readonly string[] => {
  const { at, app, mailboxes, unaddressed, ended, next, lookedUp } = overview;
  return [
    `as of ${at}`,
    '',
    ...(lookedUp ? [...lookedUpLines(lookedUp), ''] : []),
    ...(app ? [holdLine('all mail', app), ''] : []),
    ...mailboxes.flatMap(mailboxLines),
    ...(unaddressed.buried > 0 ? [`no mailbox of the settings: ${unaddressed.buried} buried`, ''] : []),
    ...ended.map(
      ({ state, finishedAt = '', handle, explanation }) =>
        `${state}  ${finishedAt}  ${handle}  ${explanation?.id ?? ''}: ${explanation?.meaning ?? ''}`,
    ),
    ...(next === undefined ? [] : ['further ones: ?after=', next]),
  ];
};

function mailboxLines(one: Overview['mailboxes'][number]): string[] {
  const { address, key, waiting, isMore, oldest, underWay, accepted, lastAccepted, held, buried, uncertain } =
    one;
  const rows = [
    ['waiting', `${waiting}${isMore ? ' or more' : ''}${oldest ? `, the first since ${oldest}` : ''}`],
    ['under way', String(underWay)],
    ['accepted', `${accepted} in 24 hours, the last ${lastAccepted ?? 'never'}`],
    ['held', String(held)],
    ['buried', String(buried)],
    ['uncertain', String(uncertain)],
  ];
  return [
    `${address} (${key})`,
    ...rows.map(([name = '', value]) => `  ${name.padEnd(11)}${value}`),
    ...one.holds.map((hold) => `  ${holdLine(hold.sender ?? 'the mailbox', hold)}`),
    '',
  ];
}

const holdLine = (whose: string, { id, failure, since, waiting, explanation, said }: HoldEntry): string =>
  `HELD ${id}: ${whose} since ${since} (${failure}), ${waiting} waiting. ${explanation?.meaning ?? said}`;

function lookedUpLines({ asked, message, handles = [] }: NonNullable<Overview['lookedUp']>): string[] {
  if (handles.length > 0) return [`${asked} is the id of several messages:`, ...handles];
  if (!message) return [`There is no message ${asked}.`];
  return [
    `${message.handle} is ${message.state}. ${message.waits?.says ?? message.explanation?.meaning ?? ''}`.trim(),
    ...message.history.map(({ at, says, said }) => `  ${at}  ${says}${said ? ` (${said})` : ''}`),
  ];
}
