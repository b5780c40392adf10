import type { RawCounts } from '../rig/counts.ts';
import type { TableRequests } from '../rig/table-requests.ts';
import type { Peaks } from './peaks.ts';

/** What a run of the model came to, counted from the server's and the storage's side. */
export interface FleetRun extends Omit<RawCounts, 'processes' | 'clockFactor'> {
  name: string;
  mailboxes: number;
  /** Virtual. */
  hours: number;
  /** The most at once. */
  instances: number;
  /** Refusals for too much at once: speed, connections, recipients of a day; by code. */
  refusals: Record<string, number>;
  /** Of the permitted rate, where something always waited: the mean of such mailboxes, and the least. */
  share?: number;
  leastShare?: number;
  /** For each message that was taken; without the sweep's. */
  tableRequests: number;
  conflicts: number;
  queueRequests: number;
  invocations: number;
  /** GB-seconds of instances of 2,048 MB while anything ran on them, for each message. */
  gbSeconds: number;
  byKind: TableRequests;
  /** Of the sweep, for each mailbox and day. */
  sweepRequests: number;
  /** The longest of them, in seconds. */
  sweepSeconds: number;
  /** In mailboxes far below their limits, from the queue to the server, in seconds. */
  longestWait?: number;
  wait99?: number;
  peaks: Peaks;
  /** Requests for which storage was too busy at first, for each message. */
  throttled: number;
  kills: number;
}
