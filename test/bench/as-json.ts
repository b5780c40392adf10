import { type Figure, holds } from './benchmark.ts';
import type { LoadReport } from './load-benchmark.ts';
import { holdsUnderLoad } from './load-verdict.ts';

/** What a machine reads of figures. */
export const figuresAsJson = (figures: readonly Figure[]) => ({
  figures: Object.fromEntries(figures.map((figure) => [figure.name, figure.value])),
  bounds: Object.fromEntries(
    figures.flatMap(({ name, atMost }) => (atMost === undefined ? [] : [[name, atMost]])),
  ),
  holds: figures.every(holds),
});

/** What a machine reads of a load: the raw counts at top level, those of the control beside them. */
export function loadAsJson(report: LoadReport, short: boolean) {
  const { counts, control, bounds, more = {} } = report;
  return { ...counts, control, bounds, more, holds: holdsUnderLoad(report, short) };
}
