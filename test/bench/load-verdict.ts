import type { LoadReport } from './load-benchmark.ts';

type Bound = LoadReport['bounds'][number];

/** Whether a report keeps its bounds, in a short run those that do not need length, beside a control that looks worse. */
export function holdsUnderLoad(report: LoadReport, short: boolean): boolean {
  return (
    controlLooksWorse(report) && report.bounds.every((bound) => (short && bound.aboutLength) || keeps(bound))
  );
}

/** A value that could not be measured keeps no bound. */
export const keeps = ({
  value,
  atMost = Number.POSITIVE_INFINITY,
  atLeast = Number.NEGATIVE_INFINITY,
}: Bound): boolean => value <= atMost && value >= atLeast;

/**
 * Whether anything of the control is worse than ours, for each message that was queued. What exactly it has to show is
 * among the benchmark's own bounds.
 */
export function controlLooksWorse({ counts, control }: LoadReport): boolean {
  if (control.share < counts.share) return true;
  const harms: ((run: LoadReport['counts']) => number)[] = [
    ({ refused }) => refused,
    ({ lost }) => lost,
    ({ duplicates, markedDuplicates }) => duplicates - markedDuplicates,
    ({ storageOps }) => storageOps,
  ];
  return harms.some((harm) => harm(control) / control.queued > harm(counts) / counts.queued);
}
