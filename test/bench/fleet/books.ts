import { noRequests, type TableRequests } from '../rig/table-requests.ts';
import { createPeaks } from './peaks.ts';

/** What a run of the model counts as it goes. */
export interface Books {
  /** Requests to the table, of the sweep and of everything else. */
  table: { sending: TableRequests; sweep: TableRequests };
  /** Requests to the queues: each poll, delete and ring. */
  queueRequests: number;
  peaks: ReturnType<typeof createPeaks>;
  /** Requests that storage was too busy for at first. */
  throttled: number;
  tokens: number;
  invocations: number;
  /** So long instances had something to run, in milliseconds: what is billed. */
  activeMs: number;
  mostInstances: number;
  /** How long the longest sweep took, in milliseconds. */
  longestSweepMs: number;
  kills: number;
}

export const createBooks = (): Books => ({
  table: { sending: noRequests(), sweep: noRequests() },
  queueRequests: 0,
  peaks: createPeaks(),
  throttled: 0,
  tokens: 0,
  invocations: 0,
  activeMs: 0,
  mostInstances: 0,
  longestSweepMs: 0,
  kills: 0,
});
