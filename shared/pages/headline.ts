import type { Verdict } from '../validator/check.ts';
import { minute } from '../validator/minute.ts';
import type { Probe } from '../validator/probe.ts';
import type { Report, ReportedFinding } from '../validator/report.ts';
import { counted } from './counted.ts';

/** What a report comes to, in one sentence. */
export interface Headline {
  verdict: Verdict;
  says: string;
}

/** What a report without failures has shown. */
const shown: Record<Probe, string> = {
  settings: 'The settings are right; nobody was asked whether mail leaves',
  token: 'Nothing is wrong up to the token; Exchange Online was not asked',
  login: 'Nothing was found that keeps mail from leaving',
  envelope: 'Nothing was found that keeps mail from leaving',
  send: 'Mail leaves: Exchange Online accepted a message just now',
};

/** Whether mail leaves, whose does not, since when, and how much waits. */
export function headlineOf(report: Report): Headline {
  const { checks, mailboxes, mail, summary, probe } = report;
  if ([checks, ...mailboxes.map(({ checks }) => checks)].some(hasFailed)) {
    return { verdict: 'fail', says: notLeaving(report) };
  }
  if (mail.some(({ holds }) => holds.length > 0)) {
    return { verdict: 'warn', says: `Paused by hand. ${notLeaving(report)}` };
  }
  if (summary.unknown > 0)
    return { verdict: 'unknown', says: `Nothing fails; could not tell: ${unclear(report)}.` };
  return {
    verdict: summary.warn > 0 ? 'warn' : 'pass',
    says: `${shown[probe]}${probe === 'send' ? '' : lastAccepted(report)}.`,
  };
}

const hasFailed = (checks: readonly ReportedFinding[]): boolean =>
  checks.some(({ verdict }) => verdict === 'fail');

/** A hold tells since when; without one, no message has met the failure yet. */
function notLeaving(report: Report): string {
  const stopped = stoppedIn(report);
  const rooms = report.mail.filter(({ mailbox }) => stopped.some((one) => one.mailbox === mailbox));
  const since = Math.min(...rooms.flatMap(({ holds }) => holds.map(({ since }) => Date.parse(since))));
  const waiting = rooms.reduce((sum, room) => sum + room.waiting, 0);
  const atLeast = rooms.some(({ isMore }) => isMore) ? 'At least ' : '';
  const leaves = Number.isFinite(since)
    ? `has not left since ${shortened(minute(since), report)}`
    : 'does not leave';
  const waits =
    waiting > 0 ? ` ${atLeast}${counted(waiting, 'message')} ${waiting === 1 ? 'waits' : 'wait'}.` : '';
  return `${whose(stopped, report)} ${leaves}.${waits}`;
}

/** A mailbox whose mail stays, all of it or that from some senders only. */
interface Stopped {
  mailbox: string;
  addresses: readonly string[];
  isWhole: boolean;
}

const stoppedIn = ({ checks, mailboxes, mail }: Report): readonly Stopped[] =>
  mailboxes.flatMap(({ mailbox, checks: own }): Stopped[] => {
    const holds = mail.find((room) => room.mailbox === mailbox)?.holds ?? [];
    const senders = holds.flatMap(({ sender }) => sender ?? []);
    const ofRoomOnly = !hasFailed([...checks, ...own.filter(({ check }) => check !== 'room')]);
    if (ofRoomOnly && senders.length > 0 && senders.length === holds.length) {
      return [{ mailbox, addresses: senders, isWhole: false }];
    }
    const isStopped = hasFailed([...checks, ...own]) || holds.length > 0;
    return isStopped ? [{ mailbox, addresses: [mailbox], isWhole: true }] : [];
  });

/** Names the addresses where it is not the mail of all that stays. */
function whose(stopped: readonly Stopped[], { mailboxes }: Report): string {
  if (stopped.filter(({ isWhole }) => isWhole).length === mailboxes.length) return 'Mail';
  const addresses = stopped.flatMap((one) => one.addresses);
  return `Mail from ${addresses.length <= 2 ? addresses.join(' and ') : `${addresses.length} addresses`}`;
}

function unclear({ checks, mailboxes }: Report): string {
  const unknown = [...checks, ...mailboxes.flatMap(({ checks }) => checks)].filter(
    ({ verdict }) => verdict === 'unknown',
  );
  const titles = [...new Set(unknown.map(({ title }) => title))];
  return titles.length <= 2 ? titles.join(' and ') : `${unknown.length} checks`;
}

function lastAccepted(report: Report): string {
  const times = report.mailboxes
    .flatMap(({ checks }) => checks)
    .filter(({ check }) => check === 'room')
    .flatMap(({ details }) => (details?.lastAccepted === undefined ? [] : String(details.lastAccepted)))
    .filter((time) => time !== 'never');
  const last = times.sort().at(-1);
  return last === undefined ? '' : `; the last message was accepted at ${shortened(last, report)}`;
}

/** A minute without its date where that is the day of the report. */
const shortened = (minute: string, { at }: Report): string => minute.replace(`${at.slice(0, 10)} `, '');
