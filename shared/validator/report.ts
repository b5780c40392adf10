import type { RoomSeen } from '../administration/room-seen.ts';
import type { Explanation } from '../failures/explain.ts';
import type { Verdict } from './check.ts';
import { type FirstToMend, firstToMend } from './first-to-mend.ts';
import { type MailMeaning, meaningForMail } from './mail-meaning.ts';
import type { Probe } from './probe.ts';
import type { Finding } from './run-checks.ts';

/** What a failure is told as: the words of the other side, and what the catalogue knows about them. */
type ReportedFailure = Pick<
  Explanation,
  'id' | 'at' | 'said' | 'meaning' | 'causes' | 'fix' | 'becomes' | 'source' | 'evidence' | 'more'
>;

export type ReportedFinding = Omit<Finding, 'failure'> & { failure?: ReportedFailure };

/** The answer of the validator. Fields are added within a version; what is there keeps name and meaning. */
export interface Report {
  version: 1;
  /** Nothing fails. What could not be told does not make it false. */
  ok: boolean;
  probe: Probe;
  /** When the oldest part of it was looked at: ISO 8601, and how many seconds ago. */
  at: string;
  ageSeconds: number;
  /** After so many seconds the same question is looked at anew. */
  freshInSeconds: number;
  summary: Readonly<Record<Verdict, number>>;
  checks: readonly ReportedFinding[];
  mailboxes: readonly { mailbox: string; checks: readonly ReportedFinding[] }[];
  /** What it means for mail, by mailbox; empty where the rooms could not be read. */
  mail: readonly MailMeaning[];
  /** What to mend first; absent where nothing fails. */
  first?: FirstToMend;
  /** What a report without failures does not prove. */
  caveat: string;
}

const caveats: Record<Probe, string> = {
  settings: 'Only the settings were read; nobody was asked.',
  token: 'Exchange Online was not asked.',
  login:
    'A login that is taken proves little: FullAccess, SendAs, licence and quota are looked at only after a whole message.',
  envelope:
    'A login and an envelope that are taken prove little: FullAccess, SendAs, licence and quota are looked at only after a whole message. The probe send lets the mailbox send one to itself.',
  send: 'Accepted by Exchange Online is not delivered: whether it arrived, only the mailbox can tell.',
};

/** Findings with the time at which they were made, in milliseconds since 1970. */
interface Section {
  findings: readonly Finding[];
  at: number;
}

export function makeReport(
  probe: Probe,
  app: Section,
  mailboxes: readonly (Section & { mailbox: string; room?: RoomSeen | undefined })[],
  now: number,
  keepMs: number,
): Report {
  const sections = [app, ...mailboxes];
  const summary: Record<Verdict, number> = { pass: 0, notice: 0, warn: 0, fail: 0, unknown: 0, skipped: 0 };
  for (const { verdict } of sections.flatMap(({ findings }) => findings)) summary[verdict] += 1;
  const first = firstToMend(app.findings, mailboxes);
  const at = Math.min(...sections.map((section) => section.at));
  return {
    version: 1,
    ok: summary.fail === 0,
    probe,
    at: new Date(at).toISOString(),
    ageSeconds: Math.floor((now - at) / 1000),
    freshInSeconds: Math.max(1, Math.ceil((at + keepMs - now) / 1000)),
    summary,
    checks: app.findings.map(toReported),
    mailboxes: mailboxes.map(({ mailbox, findings }) => ({ mailbox, checks: findings.map(toReported) })),
    mail: mailboxes.flatMap(({ mailbox, room }) => (room ? [meaningForMail(mailbox, room)] : [])),
    ...(first && { first }),
    caveat: caveats[probe],
  };
}

function toReported({ failure, ...finding }: Finding): ReportedFinding {
  if (!failure) return finding;
  const { id, at, said, meaning, causes, fix, becomes, source, evidence, more } = failure;
  return { ...finding, failure: { id, at, said, meaning, causes, fix, becomes, source, evidence, more } };
}
