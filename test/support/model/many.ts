import { check, type Violation } from './check.ts';
import { play } from './play.ts';
import { drawSchedule, type Schedule, type Trouble } from './schedule.ts';

/** What came of many schedules. */
export interface Summary {
  schedules: number;
  messages: number;
  sendings: number;
  /** Schedules in which each trouble struck, and how often it did in all. */
  struck: Map<Trouble | 'none', { schedules: number; times: number }>;
  broken: { seed: number; violations: readonly Violation[] }[];
}

/** Plays the schedules of these seeds, one after the other. */
export async function playMany(
  firstSeed: number,
  count: number,
  fixed: Partial<Schedule> = {},
  progress: (summary: Summary) => void = () => {},
): Promise<Summary> {
  const summary: Summary = { schedules: 0, messages: 0, sendings: 0, struck: new Map(), broken: [] };
  for (let seed = firstSeed; seed < firstSeed + count; seed += 1) {
    const played = await play(drawSchedule(seed, fixed));
    const violations = check(played);
    if (violations.length > 0) summary.broken.push({ seed, violations });
    summary.schedules += 1;
    summary.messages += played.messages.length;
    summary.sendings += played.sendings.length;
    for (const [trouble, times] of played.struck.size > 0 ? played.struck : [['none', 0] as const]) {
      const before = summary.struck.get(trouble) ?? { schedules: 0, times: 0 };
      summary.struck.set(trouble, { schedules: before.schedules + 1, times: before.times + times });
    }
    progress(summary);
  }
  return summary;
}
