import type { FaultRun } from './run-faults.ts';

/** Of all faults so many have to be named first. */
const NAMED_AT_LEAST = 0.95;

/** A run in figures. */
export interface Verdict {
  faults: number;
  named: number;
  mended: number;
  mendedByCommand: number;
  mendedBySetting: number;
  mendedByHand: number;
  /** What does not hold, in words; empty where all does. */
  wrong: readonly string[];
}

export function judgeRun({ rows, control, withoutPowerShell }: FaultRun): Verdict {
  const count = (...kinds: string[]) => rows.filter(({ mended }) => kinds.includes(mended)).length;
  const named = rows.filter((row) => row.named).length;
  const mended = count('by command', 'by setting', 'by hand');
  return {
    faults: rows.length,
    named,
    mended,
    mendedByCommand: count('by command'),
    mendedBySetting: count('by setting'),
    mendedByHand: count('by hand'),
    wrong: [
      ...(named < NAMED_AT_LEAST * rows.length ? [`only ${named} of ${rows.length} are named first`] : []),
      ...(withoutPowerShell === undefined ? [] : [withoutPowerShell]),
      ...rows.filter((row) => row.mended === 'no').map(({ id, note }) => `${id} is not mended: ${note}`),
      ...(control.isGreen ? [] : [`where nothing is broken the report names ${control.names}`]),
      ...(control.named > 0 ? [`${control.named} faults are found named where nothing is broken`] : []),
    ],
  };
}
