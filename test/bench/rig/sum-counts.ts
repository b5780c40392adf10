import type { RawCounts } from './counts.ts';

/** The counts of several runs together; of connections, processes and the clock the most of any. */
export function sumCounts(runs: readonly [RawCounts, ...RawCounts[]]): RawCounts {
  return runs.reduce((one, other) => {
    const sum = (name: keyof RawCounts) => one[name] + other[name];
    const most = (name: keyof RawCounts) => Math.max(one[name], other[name]);
    return {
      queued: sum('queued'),
      accepted: sum('accepted'),
      distinct: sum('distinct'),
      duplicates: sum('duplicates'),
      markedDuplicates: sum('markedDuplicates'),
      lost: sum('lost'),
      refused: sum('refused'),
      buried: sum('buried'),
      uncertain: sum('uncertain'),
      waiting: sum('waiting'),
      storageOps: sum('storageOps'),
      tokens: sum('tokens'),
      connections: most('connections'),
      processes: most('processes'),
      clockFactor: most('clockFactor'),
    };
  });
}
