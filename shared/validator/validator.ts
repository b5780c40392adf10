import type { AdministerParts } from '../administration/administer.ts';
import { readHoldsOn } from '../administration/read-holds.ts';
import { failed, ok, type Result } from '../failures/result.ts';
import type { Mailbox } from '../mail/sender.ts';
import type { SettingProblem, Settings } from '../settings.ts';
import { checksOfApp, checksOfMailbox } from './all-checks.ts';
import type { Check } from './check.ts';
import type { Beside } from './checks/settings.ts';
import type { Facts, StorageReach } from './facts.ts';
import { isProbe, type Probe, probes, reaches } from './probe.ts';
import { createRecents } from './recents.ts';
import { makeReport, type Report } from './report.ts';
import { type Finding, runChecks } from './run-checks.ts';

/** What is asked: how far, and for which mailbox; by default as far as it goes, and all mailboxes in turn. */
interface ValidatorQuery {
  probe?: string | undefined;
  mailbox?: string | undefined;
  /** Acts on what it sees: releases holds that are mended. The probe `send` needs it; all else changes nothing. */
  acts?: boolean | undefined;
  /** Somebody has changed something just now: what was seen before is not given again. */
  anew?: boolean | undefined;
  /** Is told what is looked at as it begins: the title of a check, with its mailbox where it is of one. */
  onCheck?: ((title: string, mailbox?: string) => void) | undefined;
}

/** Looks whether the app is set up right. The error says what is wrong with the question. */
export type Validate = (query: ValidatorQuery) => Promise<Result<Report, string>>;

interface ValidatorParts {
  settings: Result<Settings, readonly SettingProblem[]>;
  beside?: Beside;
  /** Undefined where the settings of the storage are broken. */
  storage: StorageReach | undefined;
  /** With what a run acts; undefined where settings are broken. */
  administration?: AdministerParts | undefined;
  /** Milliseconds since 1970. */
  now: () => number;
}

interface Looked {
  findings: readonly Finding[];
  facts: Partial<Facts>;
}

/** What is common to all parts of one run. */
interface Run {
  probe: Probe;
  /** What was only looked at is none of who acts. */
  kind: string;
  acts?: AdministerParts;
  onCheck: ValidatorQuery['onCheck'];
  deadline: AbortSignal;
}

/** Azure ends an HTTP request after 230 s; a message to itself may take a minute. */
const RUN_MS = 120_000;
const SEND_MS = 200_000;
/** A result is given again for so long: Exchange Online locks out who insists. */
const KEEP_MS = 30_000;

/** The validator keeps recent results for all who ask this process. */
export function createValidator({
  settings,
  beside,
  storage,
  administration,
  now,
}: ValidatorParts): Validate {
  const appChecks = checksOfApp(settings, beside);
  const mailboxes = settings.ok ? settings.value.mailboxes : [];
  const { take, forget } = createRecents<Looked>(now, KEEP_MS);

  async function look(
    checks: readonly Check[],
    { probe, acts, onCheck, deadline }: Run,
    given: Partial<Facts>,
  ): Promise<Looked> {
    const ends: (() => void)[] = [];
    const included = checks.filter((check) => reaches(probe, check.probe));
    const atEnd = (end: () => void) => ends.push(end);
    const { mailbox } = given;
    try {
      return await runChecks(included, given, {
        now,
        atEnd,
        ...(acts && { acts }),
        deadline,
        onCheck: onCheck && ((title) => onCheck(title, mailbox?.address)),
      });
    } finally {
      for (const end of ends) end();
    }
  }

  async function lookAtMailbox(mailbox: Mailbox, app: Looked, run: Run): Promise<Looked> {
    const { address } = mailbox;
    const before = app.facts.states && storage && (await readHoldsOn(storage.open, address));
    const given: Partial<Facts> = {
      ...app.facts,
      ...(app.findings.every(({ verdict }) => verdict !== 'fail') && { appIsRight: true as const }),
      ...(before?.ok && { before: before.value.holds }),
      mailbox,
    };
    const looked = await look(checksOfMailbox, run, given);
    const { proven, room } = looked.facts;
    // What was seen before is not so any more; the rows of the mailboxes are read with the app's checks.
    if (proven || room?.released.length) {
      if (room?.released.some(({ scope }) => scope === 'app')) forget();
      else for (const subject of ['', address]) forget(subject);
    }
    return looked;
  }

  return async ({ probe = 'envelope', mailbox, acts = false, anew = false, onCheck }) => {
    if (!isProbe(probe)) return failed(`There is no probe of this name; there are ${probes.join(', ')}.`);
    if (probe === 'send' && !acts)
      return failed('The probe send sends a message: it has to be asked for by POST.');
    const chosen = mailboxes.filter(
      ({ address }) => mailbox === undefined || address.toLowerCase() === mailbox.toLowerCase(),
    );
    if (settings.ok && chosen.length === 0) return failed('MAIL_MAILBOXES names no such mailbox.');
    if (anew) forget();
    const run: Run = {
      probe,
      kind: acts ? `${probe}, acting` : probe,
      ...(acts && administration && { acts: administration }),
      onCheck,
      deadline: AbortSignal.timeout(probe === 'send' ? SEND_MS : RUN_MS),
    };
    const app = await take('', run.kind, () => look(appChecks, run, storage ? { storage } : {}));
    const looked = [];
    for (const one of chosen) {
      const { value, at } = await take(one.address, run.kind, () => lookAtMailbox(one, app.value, run));
      looked.push({ mailbox: one.address, findings: value.findings, room: value.facts.room, at });
    }
    return ok(makeReport(probe, { findings: app.value.findings, at: app.at }, looked, now(), KEEP_MS));
  };
}
