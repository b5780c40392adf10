import type { Agreement } from './agreement.ts';
import type { FleetRun } from './fleet-run.ts';

type Row = Readonly<Record<string, string | number>>;

/** A run of the model as a row; requests and so on are a message's. */
export const rowOf = (run: FleetRun): Row => ({
  run: run.name,
  hours: rounded(run.hours),
  instances: run.instances,
  messages: run.queued,
  share: rounded(run.share),
  table: rounded(run.tableRequests),
  conflicts: rounded(run.conflicts),
  'GB-s': rounded(run.gbSeconds),
  refused: run.refused,
  lost: run.lost,
  'twice, marked': `${run.duplicates}, ${run.markedDuplicates}`,
  's, 99 %': rounded(run.wait99),
  'most req/s': run.peaks.account,
});

/** The model at one size of `pace`, and under it what was measured. */
export const rowsOf = ({ processes, model, measured, from }: Agreement): Row[] => [
  { ...rowOf(model), run: `as pace, ${processes} processes` },
  {
    run: `pace itself, from ${from}`,
    share: rounded(measured.share),
    table: rounded(measured.tableRequests),
    conflicts: rounded(measured.conflicts),
  },
];

const rounded = (value: number | undefined): number | string =>
  value === undefined ? '' : Number(value.toFixed(3));
