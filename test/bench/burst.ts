import { type Burst, burstIntoOneRow, burstIntoRoom } from './burst-run.ts';
import type { LoadBenchmark } from './load-benchmark.ts';

/** After so long the one row of the control is far behind anyway. */
const CONTROL_MS = { short: 6_000, long: 30_000 };

/** Everything at once for one mailbox, on as many processes as the platform starts. */
export const burst: LoadBenchmark = {
  says: '1,000 messages for one mailbox on 8 processes: seconds, requests and conflicts until all are in the room',
  async measure({ short, seed, progress }) {
    progress('into the room');
    const ours = await burstIntoRoom(seed);
    progress('into one row');
    const control = await burstIntoOneRow(short ? CONTROL_MS.short : CONTROL_MS.long);
    const { counts } = ours;
    return {
      counts: withShare(ours),
      control: withShare(control),
      bounds: [
        { what: 'seconds until all are in the room', value: ours.seconds, atMost: 15 },
        { what: 'messages outside the room', value: counts.queued - ours.inRoom, atMost: 0 },
        { what: 'refusals by Exchange', value: counts.refused, atMost: 0 },
        { what: 'messages lost', value: counts.lost, atMost: 0 },
        { what: 'messages accepted twice', value: counts.duplicates, atMost: 0 },
        { what: 'connections of the mailbox at once', value: counts.connections, atMost: 3 },
        {
          what: 'control: requests a message, times ours',
          value: control.requests / ours.requests,
          atLeast: 2,
        },
        {
          what: 'control: conflicts a message',
          value: control.conflicts,
          atLeast: Math.max(1, 2 * ours.conflicts),
        },
      ],
      more: { ours, control },
    };
  },
};

/** Of the messages, how many are in the room. */
const withShare = ({ counts, inRoom }: Burst) => ({ ...counts, share: inRoom / counts.queued });
