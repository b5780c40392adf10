import type { Fix } from '../../shared/failures/known-failure.ts';
import type { Report, ReportedFinding } from '../../shared/validator/report.ts';
import { forgetAppHold, hasLeft, letLeave, look, sendBefore, sendWhileBroken } from './app.ts';
import type { RunCommand } from './commands.ts';
import type { Fault } from './fault.ts';
import type { Place, World } from './world.ts';

/** What became of one fault. */
export interface Row {
  id: string;
  broken: string;
  /** What the report named first. */
  first: string;
  /** Whether that is what was broken. */
  named: boolean;
  /** How the next report became green and the message left; `no` where that failed, `not tried` without PowerShell. */
  mended: 'by command' | 'by setting' | 'by hand' | 'no' | 'not tried';
  /** What went wrong, or why it is mended by hand. */
  note?: string;
  seconds: number;
}

/** Breaks one thing, queues a message, reads the report, mends by it, and sees whether the message leaves. */
export async function breakAndMend(place: Place, fault: Fault, run: RunCommand): Promise<Row> {
  const began = performance.now();
  const world = await place.begin(fault.id);
  try {
    if (fault.before) await sendBefore(world, fault.before);
    await fault.break(world);
    const isInQueue = fault.staysInQueue || (await sendWhileBroken(world, fault));
    const probe = fault.probe ?? 'envelope';
    const report = await look(world, probe);
    const { first } = report;
    const said = first ? `${first.failure ?? first.check}: ${first.cause}` : 'nothing';
    const wasStopped = !hasLeft(world, fault);
    const { mended, note } = await mendBy(world, fault, report, run);
    const rest =
      mended === 'not tried' || mended === 'no'
        ? undefined
        : await seeWhetherMended(world, fault, report, isInQueue);
    const why = wasStopped ? (rest ?? note) : 'the message left while it was broken';
    return {
      id: fault.id,
      broken: fault.breaks,
      first: said,
      named: isNamed(fault, report),
      mended: wasStopped && rest === undefined ? mended : 'no',
      ...(why !== undefined && { note: why }),
      seconds: (performance.now() - began) / 1000,
    };
  } finally {
    await place.end();
    await forgetAppHold(world);
  }
}

export const isNamed = ({ first: { check, failure, cause } }: Fault, { first }: Report): boolean =>
  first !== undefined && first.check === check && first.failure === failure && cause.test(first.cause);

type Mended = Pick<Row, 'mended' | 'note'>;

async function mendBy(world: World, fault: Fault, report: Report, run: RunCommand): Promise<Mended> {
  const { mend } = fault;
  if (typeof mend === 'object') {
    await mend.byHand(world);
    return { mended: 'by hand', note: mend.why };
  }
  if (mend === 'setting') return correctSettings(world, report);
  const commands = mend === 'command' ? runnable([report.first?.fix ?? {}]) : commandsOf(report);
  if (commands.length === 0) return { mended: 'no', note: 'the report has no command that can be run' };
  const failures: string[] = [];
  for (const command of commands) {
    const ran = await run(command);
    if (ran === 'no tool') return { mended: 'not tried', note: 'there is no PowerShell' };
    if (ran !== 'done') failures.push(ran);
  }
  // Of several that are tried one after the other, some have nothing to do.
  return mend === 'command' && failures[0] !== undefined
    ? { mended: 'no', note: failures[0] }
    : { mended: 'by command' };
}

/** Puts right what was changed in the settings, where what the report names first speaks of it. */
function correctSettings({ env, rightEnv }: World, { first }: Report): Mended {
  const told = JSON.stringify(first ?? '');
  const names = new Set([...Object.keys(env), ...Object.keys(rightEnv)]);
  for (const name of names) {
    if (env[name] === rightEnv[name]) continue;
    if (!told.includes(name)) return { mended: 'no', note: `the report does not name ${name}` };
    if (rightEnv[name] === undefined) delete env[name];
    else env[name] = rightEnv[name];
  }
  return { mended: 'by setting' };
}

/** The first cause's command, then those behind it, as they stand in the report. */
function commandsOf({ first, checks, mailboxes }: Report): readonly string[] {
  const all = [...checks, ...mailboxes.flatMap((mailbox) => mailbox.checks)];
  const failing = all.find(({ check, verdict }) => check === first?.check && verdict === 'fail');
  return runnable([...(first ? [first.fix] : []), ...(failing ? fixesOf(failing) : [])]);
}

/** Commands with a placeholder that nobody could fill in are for people. */
function runnable(fixes: readonly Partial<Fix>[]): readonly string[] {
  const commands = new Set(fixes.flatMap(({ command }) => command ?? []));
  return [...commands].filter((command) => !/<[a-z][^>]*>/.test(command));
}

const fixesOf = ({ causes = [], failure }: ReportedFinding): readonly Fix[] => [
  ...causes,
  ...(failure?.fix ?? []),
];

/** What is not as it should be after mending, in words. */
async function seeWhetherMended(
  world: World,
  fault: Fault,
  broken: Report,
  isInQueue: boolean,
): Promise<string | undefined> {
  if (broken.ok) return 'the report was green while it was broken';
  // A green probe `send` ends the hold by itself; else the report's own command does, and the next one is green.
  const first = await look(world, fault.probe ?? 'envelope');
  await letLeave(world, fault, first, { isInQueue });
  const report = fault.probe === 'send' ? first : await look(world, 'envelope');
  if (!report.ok) {
    return `the next report names ${report.first?.failure ?? report.first?.check}: ${report.first?.cause}`;
  }
  return hasLeft(world, fault) ? undefined : 'the message did not leave';
}
