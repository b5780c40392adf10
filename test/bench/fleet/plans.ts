import { pacePresets } from '../../../shared/mailbox/pace.ts';
import { createRandom } from '../../support/model/random.ts';
import { common, host, NINE } from './common-plan.ts';
import type { Plan } from './plan.ts';
import type { Producer } from './traffic.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const MIDNIGHT = NINE - 9 * HOUR_MS;
/** More than a mailbox may send in a day. */
const OVER_A_DAY = 10_500;

/** Of each function: 200 together. */
const MOST_INSTANCES = 100;
const scaled = { atFirst: 0, least: 0, most: MOST_INSTANCES, apart: true, ...host };

/** Of ten mailboxes two send in bursts and the others one by one; these many always have more than they may send. */
function mixed(count: number, over: number, seed: number): Producer[] {
  const random = createRandom(seed ^ 0x2c1b3c6d);
  return Array.from({ length: count }, (_, index): Producer => {
    if (index < over) return { kind: 'over', most: OVER_A_DAY };
    if (index % 10 < 2)
      return { kind: 'bursts', perDay: random.between(1, 4), size: random.between(40, 200) };
    return { kind: 'steady', perDay: random.pick([10, 20, 50, 100, 200, 500]) };
  });
}

const over = (count: number): Producer[] =>
  Array.from({ length: count }, () => ({ kind: 'over', most: OVER_A_DAY }));

/** Processes die now and then, each in a third of a day on average. */
const troubled = { killedEveryMs: 8 * HOUR_MS } as const;
/** As many as the benchmark goes up to, before anything has come. */
const many = { ...scaled, atFirst: MOST_INSTANCES };

/** What is simulated: a day, but minutes where a thousand mailboxes together send as fast as they may. */
export const plansOf = (short: boolean, seed: number): Plan[] => (short ? shortPlans(seed) : longPlans(seed));

function longPlans(seed: number): Plan[] {
  const day = { ...common, ...troubled, start: MIDNIGHT, lastsMs: 24 * HOUR_MS, instances: scaled };
  const deployments = [10 * HOUR_MS, 15 * HOUR_MS];
  return [
    { ...day, name: '1 mailbox, over', seed, producers: over(1), deployments },
    { ...day, name: '10 mailboxes', seed: seed + 1, producers: mixed(10, 1, seed), deployments },
    { ...day, name: '100 mailboxes', seed: seed + 2, producers: mixed(100, 5, seed), deployments },
    { ...day, name: '1,000 mailboxes', seed: seed + 3, producers: mixed(1_000, 10, seed), deployments },
    {
      ...common,
      name: '1,000 mailboxes, all over',
      seed: seed + 4,
      start: NINE,
      lastsMs: 8 * MINUTE_MS,
      producers: over(1_000),
      instances: many,
    },
    ...together(5_000, seed + 5),
  ];
}

function shortPlans(seed: number): Plan[] {
  const morning = { ...common, ...troubled, start: NINE, lastsMs: 2 * HOUR_MS, instances: scaled };
  return [
    { ...morning, name: '1 mailbox, over', seed, producers: over(1) },
    {
      ...morning,
      name: '10 mailboxes',
      seed: seed + 1,
      producers: mixed(10, 1, seed),
      deployments: [HOUR_MS],
    },
    {
      ...morning,
      name: '100 mailboxes',
      seed: seed + 2,
      lastsMs: HOUR_MS / 2,
      producers: mixed(100, 5, seed),
    },
    {
      ...morning,
      name: '1,000 mailboxes',
      seed: seed + 3,
      lastsMs: 5 * MINUTE_MS,
      producers: mixed(1_000, 0, seed),
      deployments: [2 * MINUTE_MS],
    },
    {
      ...common,
      name: '200 mailboxes, all over',
      seed: seed + 4,
      start: NINE,
      lastsMs: 3.5 * MINUTE_MS,
      producers: over(200),
      instances: many,
    },
    ...together(1_500, seed + 5),
  ];
}

/** Everything comes for one mailbox, and the platform has started all that it may. */
const together = (messages: number, seed: number): Plan[] => [
  {
    ...common,
    name: `1 mailbox, ${messages.toLocaleString('en')} at once`,
    seed,
    start: NINE,
    lastsMs: 4 * HOUR_MS,
    endsWhenDone: true,
    producers: [{ kind: 'lump', messages, withinMs: 5_000 }],
    instances: many,
  },
];

/** Twenty mailboxes as fast as the line carries. */
export const controlPlan = (seed: number): Plan => ({
  ...common,
  name: 'control: without pace',
  seed,
  start: NINE,
  lastsMs: 5 * MINUTE_MS,
  producers: over(20),
  instances: scaled,
  limits: pacePresets.off,
});
