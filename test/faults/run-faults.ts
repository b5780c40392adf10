import { seededRandom } from '../../local/exchange/delay.ts';
import { faults } from './all.ts';
import { look } from './app.ts';
import { breakAndMend, isNamed, type Row } from './break-and-mend.ts';
import { openTools } from './commands.ts';
import type { Fault } from './fault.ts';
import { openPlace, type Place } from './world.ts';

/** What a set-up is told in which nothing is broken. */
interface Control {
  isGreen: boolean;
  /** What it names; nothing, where all is well. */
  names: string;
  /** How many faults are found to be named there, although nothing is broken: a comparison that sees no difference. */
  named: number;
}

/** What became of all faults. */
export interface FaultRun {
  rows: readonly Row[];
  control: Control;
  /** Why no command for Exchange Online was run; undefined where they were. */
  withoutPowerShell: string | undefined;
}

/** Breaks and mends faults one after the other, on one set of stand-ins and with one PowerShell; `told` hears of each. */
export async function runFaults(
  chosen: readonly Fault[],
  told: (row: Row) => void = () => {},
): Promise<FaultRun> {
  const place = await openPlace();
  try {
    const tools = await openTools(place);
    try {
      const control = await lookUnbroken(place);
      const rows: Row[] = [];
      for (const fault of chosen) {
        const row = await breakAndMend(place, fault, tools.run);
        rows.push(row);
        told(row);
      }
      return { rows, control, withoutPowerShell: tools.withoutPowerShell };
    } finally {
      await tools.stop();
    }
  } finally {
    await place.stop();
  }
}

async function lookUnbroken(place: Place): Promise<Control> {
  const report = await look(await place.begin('control'), 'send');
  await place.end();
  const { first } = report;
  return {
    isGreen: report.ok,
    names: first ? `${first.failure ?? first.check}: ${first.cause}` : 'nothing',
    named: faults.filter((fault) => isNamed(fault, report)).length,
  };
}

/** All faults, in an order that a seed gives. */
export function shuffledFaults(seed: number): readonly Fault[] {
  const random = seededRandom(seed);
  return faults
    .map((fault) => ({ fault, at: random() }))
    .sort((one, other) => one.at - other.at)
    .map(({ fault }) => fault);
}
