import type { LoadReport } from '../load-benchmark.ts';
import type { RawCounts } from '../rig/counts.ts';
import type { Agreement, PaceFigures } from './agreement.ts';
import type { FleetRun } from './fleet-run.ts';
import { documentedLimits } from './service-limits.ts';

/** What a run of the model counts, as every benchmark under load tells it; no clock is shortened here. */
export const countsOf = (run: FleetRun): RawCounts => ({
  queued: run.queued,
  accepted: run.accepted,
  distinct: run.distinct,
  duplicates: run.duplicates,
  markedDuplicates: run.markedDuplicates,
  lost: run.lost,
  refused: run.refused,
  buried: run.buried,
  uncertain: run.uncertain,
  waiting: run.waiting,
  storageOps: run.storageOps,
  tokens: run.tokens,
  connections: run.connections,
  processes: run.instances,
  clockFactor: 1,
});

/** The least share of any run in which something always waited. */
export const leastShare = (runs: readonly FleetRun[]): number =>
  Math.min(...runs.flatMap(({ share }) => share ?? []));

/** What has to hold in the model, however many mailboxes and instances. */
export function boundsOf(runs: readonly FleetRun[], counts: RawCounts): LoadReport['bounds'] {
  const most = (of: (run: FleetRun) => number) => Math.max(...runs.map(of));
  const unmarked = counts.duplicates - counts.markedDuplicates;
  return [
    { what: 'messages lost', value: counts.lost, atMost: 0 },
    { what: 'messages accepted twice, unmarked', value: unmarked, atMost: 0 },
    { what: 'messages buried', value: counts.buried, atMost: 0 },
    { what: 'refusals for speed, connections or the day', value: counts.refused, atMost: 0 },
    { what: 'connections of a mailbox at once', value: counts.connections, atMost: 3 },
    { what: 'share of the permitted rate', value: leastShare(runs), atLeast: 0.95 },
    { what: 'table requests a message', value: most((run) => run.tableRequests), atMost: 7 },
    { what: 'conflicts a message', value: most((run) => run.conflicts), atMost: 0.2 },
    {
      what: 'requests a second to the account',
      value: most((run) => run.peaks.account),
      atMost: documentedLimits.account,
    },
  ];
}

/**
 * How far model and measurement may be apart: about as far as two measurements are, and in table requests by what each
 * process does when it starts (its sweep and its upkeep), which the model leaves out.
 */
export const boundsOfAgreement = (agreements: readonly Agreement[]): LoadReport['bounds'] => [
  { what: 'model and pace apart: share', value: mostApart(agreements, 'share'), atMost: 0.02 },
  {
    what: 'model and pace apart: table requests a message',
    value: mostApart(agreements, 'tableRequests'),
    atMost: 1,
  },
  {
    what: 'model and pace apart: conflicts a message',
    value: mostApart(agreements, 'conflicts'),
    atMost: 0.1,
  },
];

/** The most by which model and measurement differ in this figure. */
const mostApart = (agreements: readonly Agreement[], figure: keyof PaceFigures): number =>
  Math.max(
    ...agreements.map(({ model, measured }) => Math.abs((model[figure] ?? Number.NaN) - measured[figure])),
  );
