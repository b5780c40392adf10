import type { PaceLimits } from '../../../shared/mailbox/pace.ts';
import type { StorageLatency } from './latency.ts';
import type { Producer } from './traffic.ts';

/** One run of the model. Times in milliseconds. */
export interface Plan {
  name: string;
  seed: number;
  /** Milliseconds since 1970. */
  start: number;
  lastsMs: number;
  /** Ends sooner, once everything is accepted. */
  endsWhenDone?: true;
  /** One for each mailbox. */
  producers: readonly Producer[];
  instances: Instances;
  limits: PaceLimits;
  storage: StorageLatency;
  exchange: ExchangeTimes;
  /** How far a process's clock is off once it follows the storage service's. */
  skewMs: number;
  /** How often each instance is killed, on average. */
  killedEveryMs?: number;
  /** A deployment kills all instances at once, so long after the start. */
  deployments: readonly number[];
}

/** How many processes the platform runs of each function, or of all together. */
export interface Instances {
  /** There at the start; the platform takes away what it does not need. */
  atFirst: number;
  /** Always there. */
  least: number;
  most: number;
  /** On the Flex Consumption plan each queue function has instances of its own; the dev host's processes run all. */
  apart: boolean;
  /** Messages in work at once, of each function: `batchSize` and `batchSize + newBatchThreshold` of `host.json`. */
  batch: number;
  parallel: number;
}

/** How Exchange Online and the way to it behave. */
export interface ExchangeTimes {
  tokenMs: number;
  connectMs: number;
  authMs: number;
  /** From the arrival of a message to its reply. */
  bodyMs: number;
  /** On the way: at random up to so much. */
  wayMs: number;
  /** So many of the messages get `451 4.7.0`, whatever they are. */
  turnedAway: number;
}
