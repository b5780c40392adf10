import type { PaceFigures } from './agreement.ts';

/** What `npm run bench -- pace` measured on 25 November 2026, by processes: see `docs/benchmarks.md`. */
export const recordedPace: Record<1 | 2 | 4 | 8, PaceFigures> = {
  1: { share: 0.97, tableRequests: 3.9, conflicts: 0 },
  2: { share: 0.97, tableRequests: 4.1, conflicts: 0.02 },
  4: { share: 0.97, tableRequests: 4.3, conflicts: 0.05 },
  8: { share: 0.97, tableRequests: 4.6, conflicts: 0.09 },
};
