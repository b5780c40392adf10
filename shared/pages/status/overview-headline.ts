import type { HoldEntry } from '../../doors/holds-view.ts';
import type { Overview } from '../../doors/overview/overview.ts';
import { PAUSED } from '../../mailbox/holds.ts';
import type { Verdict } from '../../validator/check.ts';
import { counted } from '../counted.ts';
import { shortTime } from './times.ts';

/** What an overview comes to, in a sentence or two. */
export function overviewHeadline(overview: Overview): { verdict: Verdict; says: string } {
  const { mailboxes } = overview;
  const holds = holdsIn(overview);
  const verdict = verdictOfHolds(holds);
  if (verdict) {
    const says = heldSentence(overview, holds);
    return { verdict, says: verdict === 'warn' ? `Paused by hand. ${says}` : says };
  }
  const away = mailboxes.find(({ serverAway }) => serverAway);
  const { waiting } = totals(overview);
  if (away) {
    return { verdict: 'warn', says: `A server is away, and is tried again by itself. ${waits(waiting)}` };
  }
  const open = decideSentence(overview);
  const goes = `Nothing is held${lastAccepted(overview)}.`;
  return open ? { verdict: open.verdict, says: `${open.says} ${goes}` } : { verdict: 'pass', says: goes };
}

/** Everything that keeps mail from going. */
export const holdsIn = ({ app, mailboxes }: Overview): readonly HoldEntry[] => [
  ...(app ? [app] : []),
  ...mailboxes.flatMap(({ holds }) => holds),
];

/** How bad holds are: what a person paused is as somebody wants it. */
export function verdictOfHolds(holds: readonly HoldEntry[]): Verdict | undefined {
  if (holds.length === 0) return undefined;
  return holds.every(({ failure }) => failure === PAUSED) ? 'warn' : 'fail';
}

/** Sums over all mailboxes, and what belongs to none. */
export function totals({ mailboxes, unaddressed }: Overview) {
  const sum = (count: (one: Overview['mailboxes'][number]) => number) =>
    mailboxes.reduce((total, one) => total + count(one), 0);
  return {
    waiting: sum(({ waiting }) => waiting),
    isMore: mailboxes.some(({ isMore }) => isMore),
    underWay: sum(({ underWay }) => underWay),
    accepted: sum(({ accepted }) => accepted),
    held: sum(({ held }) => held),
    buried: sum(({ buried }) => buried) + unaddressed.buried,
    uncertain: sum(({ uncertain }) => uncertain),
    isMoreEnded: unaddressed.isMore || mailboxes.some(({ isMoreEnded }) => isMoreEnded),
  };
}

function heldSentence(overview: Overview, holds: readonly HoldEntry[]): string {
  const { mailboxes, at } = overview;
  const whole = mailboxes.filter(({ holds }) => holds.some(({ scope }) => scope === 'mailbox'));
  const isAll = overview.app || whole.length === mailboxes.length;
  const held = mailboxes.flatMap(({ address, holds }) => holds.map(({ sender }) => sender ?? address));
  const addresses = [...new Set(held)];
  const named = addresses.length <= 2 ? addresses.join(' and ') : `${addresses.length} addresses`;
  const since = holds.map(({ since }) => since).sort()[0] ?? at;
  const { held: waiting, isMore } = totals(overview);
  return `Mail${isAll ? '' : ` from ${named}`} has been held since ${shortTime(since, at)}. ${waits(waiting, isMore)}`;
}

const waits = (count: number, isMore = false): string =>
  count === 0
    ? 'Nothing waits for it.'
    : `${isMore ? 'At least ' : ''}${counted(count, 'message')} ${count === 1 ? 'waits' : 'wait'}.`;

function decideSentence(overview: Overview): { verdict: Verdict; says: string } | undefined {
  const { uncertain, buried } = totals(overview);
  if (uncertain > 0) {
    return {
      verdict: 'warn',
      says: `${counted(uncertain, 'message')} may or may not have been sent: decide below.`,
    };
  }
  if (buried === 0) return undefined;
  return {
    verdict: 'notice',
    says: `${counted(buried, 'message')} ${buried === 1 ? 'was' : 'were'} not sent, and ${buried === 1 ? 'is' : 'are'} kept with the reason below.`,
  };
}

function lastAccepted({ mailboxes, at }: Overview): string {
  const last = mailboxes
    .flatMap((one) => one.lastAccepted ?? [])
    .sort()
    .at(-1);
  return last === undefined
    ? '; no message was accepted yet'
    : `; the last message was accepted ${shortTime(last, at, 'at ')}`;
}
