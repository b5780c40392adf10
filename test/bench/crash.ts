import { crashPoints } from '../../shared/mailbox/crash-points.ts';
import { runCrashes } from './crash/run-crashes.ts';
import type { LoadBenchmark } from './load-benchmark.ts';

/** Processes that are killed at random and at every named point, while every tenth 250 is lost. */
export const crash: LoadBenchmark = {
  says: 'kill -9 at random and at every named point, every tenth acknowledgement lost',
  async measure({ short, seed, progress }) {
    const size = short ? { rounds: 32, patience: 15_000 } : { rounds: 320, patience: 120_000 };
    const [{ counts, holdDuplicates, reached, posted }, { counts: control }] = await Promise.all([
      runCrashes({ ...size, seed, isControl: false }, progress),
      runCrashes({ ...size, seed, isControl: true }, progress),
    ]);
    return {
      // No rate is permitted or missed here.
      counts: { ...counts, share: 1 },
      control: { ...control, share: 1 },
      bounds: [
        { what: 'messages lost', value: counts.lost, atMost: 0 },
        {
          what: 'second copies without a mark',
          value: counts.duplicates - counts.markedDuplicates,
          atMost: 0,
        },
        { what: 'second copies of messages that say hold', value: holdDuplicates, atMost: 0 },
        { what: 'messages still waiting at the end', value: counts.waiting, atMost: 0, aboutLength: true },
        { what: 'messages posted, each with its 202', value: posted, atLeast: 1 },
        { what: 'processes killed', value: size.rounds, atLeast: 200, aboutLength: true },
        {
          what: 'named points at which one ended',
          value: Object.keys(reached).length,
          atLeast: Object.keys(crashPoints).length,
          aboutLength: true,
        },
        {
          what: 'losses and copies of the control',
          value: control.lost + control.duplicates,
          atLeast: 1,
        },
      ],
      more: { holdDuplicates, reached, posted },
    };
  },
};
