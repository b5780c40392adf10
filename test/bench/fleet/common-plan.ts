import hostJson from '../../../host.json' with { type: 'json' };
import { pacePresets } from '../../../shared/mailbox/pace.ts';
import { cloudLatency } from './latency.ts';
import type { ExchangeTimes } from './plan.ts';

/** The busiest hour of the day begins. */
export const NINE = Date.parse('2026-11-25T09:00:00Z');

/** As `pace` has it (150, 100, 200 ms and up to 1.5 s on the way), and now and then a server that is busy. */
const exchange: ExchangeTimes = {
  tokenMs: 150,
  connectMs: 60,
  authMs: 100,
  bodyMs: 200,
  wayMs: 1_500,
  turnedAway: 0.002,
};

/** What all runs of the model share, unless they say otherwise. */
export const common = {
  limits: pacePresets['exchange-online'],
  storage: cloudLatency,
  exchange,
  skewMs: 50,
  deployments: [],
} as const;

const { batchSize, newBatchThreshold } = hostJson.extensions.queues;

/** How many messages an instance fetches and works on at once. */
export const host = { batch: batchSize, parallel: batchSize + newBatchThreshold };
