import type { PaceFigures } from './agreement.ts';

/** What `npm run bench -- fleet` measured as `pace` does on 25 November 2026, by processes: see `docs/benchmarks.md`. */
export const recordedPace: Record<1 | 2 | 4 | 8, PaceFigures> = {
  1: { share: 0.971, tableRequests: 3.89, conflicts: 0 },
  2: { share: 0.964, tableRequests: 4.15, conflicts: 0.033 },
  4: { share: 0.966, tableRequests: 4.35, conflicts: 0 },
  8: { share: 0.966, tableRequests: 4.29, conflicts: 0.066 },
};
