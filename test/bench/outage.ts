import type { LoadBenchmark } from './load-benchmark.ts';
import { runOutages } from './outage/run-outages.ts';

/** Services that go away under load, one by one and together. */
export const outage: LoadBenchmark = {
  says: 'token endpoint, vault, SMTP, queue, table and blob away for a while under load',
  async measure({ short, progress }) {
    const lengths = short
      ? { down: 1_000, long: 5_000, between: 700, patience: 10_000 }
      : { down: 6_000, long: 12_000, between: 5_000, patience: 180_000 };
    const [ours, control] = await Promise.all([
      runOutages(false, lengths, progress),
      runOutages(true, lengths, progress),
    ]);
    return {
      // No rate is permitted or missed here.
      counts: { ...ours, share: 1 },
      control: { ...control, share: 1 },
      bounds: [
        { what: 'messages lost', value: ours.lost, atMost: 0 },
        { what: 'second copies without a mark', value: ours.duplicates - ours.markedDuplicates, atMost: 0 },
        { what: 'messages buried', value: ours.buried, atMost: 0 },
        { what: 'messages still waiting at the end', value: ours.waiting, atMost: 0 },
        {
          what: 'losses and copies of the control',
          value: control.lost + control.duplicates,
          atLeast: 1,
        },
      ],
    };
  },
};
