import type { UncertainPolicy } from '../../../shared/mail/decide.ts';
import { type PaceLimits, pacePresets } from '../../../shared/mailbox/pace.ts';
import { createRandom, type Random } from './random.ts';

/** What may go wrong in a schedule. */
export const troubles = [
  'crashes',
  'stalls',
  'shutdowns',
  'lost answers',
  'unavailable storage',
  'storage away',
  'slow storage',
  'clocks apart',
  'repeated deliveries',
  'refusals',
  'lost acknowledgements',
] as const;

export type Trouble = (typeof troubles)[number];

/** One life of a mailbox, drawn from a seed. Times in milliseconds. */
export interface Schedule {
  seed: number;
  troubles: ReadonlySet<Trouble>;
  processes: number;
  /** How far a process's clock may be from the storage service's. */
  skewMs: number;
  messages: number;
  /** All of them come within this time; so long the troubles last, too. */
  withinMs: number;
  limits: PaceLimits;
  ifUncertain: UncertainPolicy;
  /** More recipients than that in one envelope are too many for the server. */
  mostRecipients: number;
  /** How long after the first failure a message is tried again. */
  retryForMs: number;
  /** The timer that looks after forgotten mailboxes runs. */
  sweeps: boolean;
  /** A process looks into the room once more when it has given the turn back. */
  rechecks: boolean;
}

/** What clocks differ by that follow the storage service's. */
const SYNCHRONISED_MS = 400;

/** The pace's window is longer than the server's own by what a message may lose or gain on its way. */
export const MARGIN_MS = 2_000;

const paces: readonly [PaceLimits, ...PaceLimits[]] = [
  pacePresets.off,
  { messages: 3, windowMs: 10_000 + MARGIN_MS, connections: 3, recipientsPerDay: 10_000 },
  { messages: 5, windowMs: 20_000 + MARGIN_MS, connections: 2, recipientsPerDay: 10_000 },
];

/** Draws a schedule; `fixed` says what is not left to chance. */
export function drawSchedule(seed: number, fixed: Partial<Schedule> = {}): Schedule {
  const random = createRandom(seed);
  const drawn = drawTroubles(random);
  const schedule: Schedule = {
    seed,
    troubles: drawn,
    processes: random.pick([1, 2, 2, 3, 4]),
    skewMs: 0,
    messages: random.between(1, random.pick([3, 10])),
    withinMs: random.pick([2_000, 10_000, 60_000, 300_000]),
    limits: random.pick(paces),
    ifUncertain: random.pick(['resend', 'hold']),
    mostRecipients: random.pick([2, Number.POSITIVE_INFINITY]),
    retryForMs: random.pick([5 * 60_000, 24 * 3_600_000]),
    sweeps: true,
    rechecks: true,
    ...fixed,
  };
  return { ...schedule, skewMs: schedule.troubles.has('clocks apart') ? 3_000 : SYNCHRONISED_MS };
}

/** One in eight knows no trouble, one in four a single one. */
function drawTroubles(random: Random): Set<Trouble> {
  if (random.chance(1 / 8)) return new Set();
  if (random.chance(1 / 4)) return new Set([random.pick(troubles)]);
  return new Set(troubles.filter(() => random.chance(0.35)));
}
