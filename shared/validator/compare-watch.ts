import type { EventOf } from '../events/event.ts';
import { explain } from '../failures/explain.ts';
import { mailboxKey } from '../mail/mailbox-key.ts';
import type { Verdict } from './check.ts';
import type { Report, ReportedFinding } from './report.ts';
import { type CertificateSeen, watchCertificate } from './watch-certificate.ts';

/** What a watch leaves for the next one. */
export interface WatchState {
  /** By check, those of a mailbox by `<check> <key of the mailbox>`; what was skipped stays as it was seen last. */
  checks: Readonly<Record<string, Seen>>;
  certificate?: CertificateSeen;
}

interface Seen {
  verdict: Verdict;
  /** Id of the catalogue. */
  failure?: string;
}

/** One check that is not as it was. */
type WatchedChange = EventOf<'watch.changed'>['changes'][number];

type WatchEvent = EventOf<'watch.ran' | 'watch.changed' | 'watch.certificate'>;

/**
 * Compares a report with what the watch before has seen, undefined for the first. A check that was not looked at before
 * is news only where it is not right.
 */
export function compareWatch(
  before: WatchState | undefined,
  report: Report,
): { events: readonly WatchEvent[]; state: WatchState } {
  // Without settings no mailbox is looked at: what was seen of them counts on.
  const checks: Record<string, Seen> = report.mailboxes.length === 0 ? { ...before?.checks } : {};
  const changes: WatchedChange[] = [];
  for (const { name, mailbox, finding } of findingsOf(report)) {
    const old = before?.checks[name];
    // What is skipped follows from another check, which says it.
    const seen = finding.verdict === 'skipped' ? old : seenIn(finding);
    if (!seen) continue;
    checks[name] = seen;
    if (isNews(old, seen)) changes.push(changeTo(finding, mailbox, old));
  }
  const { event, seen, daysLeft } = watchCertificate(before?.certificate, report);
  const { ok, summary } = report;
  return {
    events: [
      { event: 'watch.ran', ok, fails: summary.fail, ...(daysLeft !== undefined && { daysLeft }) },
      ...(changes.length > 0 ? [{ event: 'watch.changed' as const, changes }] : []),
      ...(event ? [event] : []),
    ],
    state: { checks, ...(seen && { certificate: seen }) },
  };
}

const findingsOf = ({ checks, mailboxes }: Report) => [
  ...checks.map((finding) => ({ name: finding.check, mailbox: undefined, finding })),
  ...mailboxes.flatMap(({ mailbox, checks }) => {
    const key = mailboxKey(mailbox);
    return checks.map((finding) => ({ name: `${finding.check} ${key}`, mailbox: key, finding }));
  }),
];

const seenIn = ({ verdict, failure }: ReportedFinding): Seen => ({
  verdict,
  ...(failure && { failure: failure.id }),
});

const isNews = (old: Seen | undefined, seen: Seen): boolean =>
  old
    ? old.verdict !== seen.verdict || old.failure !== seen.failure
    : seen.verdict !== 'pass' && seen.verdict !== 'notice';

function changeTo(
  { check, verdict, failure }: ReportedFinding,
  mailbox: string | undefined,
  old: Seen | undefined,
): WatchedChange {
  // Explained anew without values: those of the report fill in addresses.
  const [fix] = failure ? explain({ ...failure, code: failure.id }).fix : [];
  return {
    check,
    ...(mailbox !== undefined && { mailbox }),
    ...(old && { from: old.verdict }),
    to: verdict,
    ...(failure && { failure: failure.id }),
    ...(fix && { fix: fix.does }),
    ...(fix?.command && { command: fix.command }),
  };
}
