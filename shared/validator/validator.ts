import { failed, ok, type Result } from '../failures/result.ts';
import type { SettingProblem, Settings } from '../settings.ts';
import { checksOfApp, checksOfMailbox } from './all-checks.ts';
import type { Check } from './check.ts';
import type { Facts, StorageReach } from './facts.ts';
import { isProbe, type Probe, probes, reaches } from './probe.ts';
import { makeReport, type Report } from './report.ts';
import { type Finding, runChecks } from './run-checks.ts';
import { createTakeRecent } from './take-recent.ts';

/** What is asked: how far, and for which mailbox; by default as far as it goes, and all mailboxes in turn. */
interface ValidatorQuery {
  probe?: string | undefined;
  mailbox?: string | undefined;
}

/** Looks whether the app is set up right. The error says what is wrong with the question. */
export type Validate = (query: ValidatorQuery) => Promise<Result<Report, string>>;

interface ValidatorParts {
  settings: Result<Settings, readonly SettingProblem[]>;
  /** Undefined where the settings of the storage are broken. */
  storage: StorageReach | undefined;
  /** Milliseconds since 1970. */
  now: () => number;
}

/** Azure ends an HTTP request after 230 s. */
const RUN_MS = 120_000;
/** A result is given again for so long: Exchange Online locks out who insists. */
const KEEP_MS = 30_000;

/** The validator keeps recent results for all who ask this process. */
export function createValidator({ settings, storage, now }: ValidatorParts): Validate {
  const appChecks = checksOfApp(settings);
  const mailboxes = settings.ok ? settings.value.mailboxes : [];
  const take = createTakeRecent<{ findings: readonly Finding[]; facts: Partial<Facts> }>(now, KEEP_MS);

  async function look(checks: readonly Check[], probe: Probe, given: Partial<Facts>, deadline: AbortSignal) {
    const ends: (() => void)[] = [];
    const included = checks.filter((check) => reaches(probe, check.probe));
    try {
      return await runChecks(included, given, { now, deadline, atEnd: (end) => ends.push(end) });
    } finally {
      for (const end of ends) end();
    }
  }

  return async ({ probe = 'envelope', mailbox }) => {
    if (!isProbe(probe)) return failed(`There is no probe of this name; there are ${probes.join(', ')}.`);
    const chosen = mailboxes.filter(
      ({ address }) => mailbox === undefined || address.toLowerCase() === mailbox.toLowerCase(),
    );
    if (settings.ok && chosen.length === 0) return failed('MAIL_MAILBOXES names no such mailbox.');
    const deadline = AbortSignal.timeout(RUN_MS);
    const app = await take('', probe, () => look(appChecks, probe, storage ? { storage } : {}, deadline));
    const looked = [];
    for (const one of chosen) {
      const { value, at } = await take(one.address, probe, () =>
        look(checksOfMailbox, probe, { ...app.value.facts, mailbox: one }, deadline),
      );
      looked.push({ mailbox: one.address, findings: value.findings, at });
    }
    return ok(makeReport(probe, { findings: app.value.findings, at: app.at }, looked, now(), KEEP_MS));
  };
}
