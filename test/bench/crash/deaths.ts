import { seededRandom } from '../../../local/exchange/delay.ts';
import { type CrashPoint, crashPoints } from '../../../shared/mailbox/crash-points.ts';

/** How a process ends: by itself at a named point, or by `kill -9` so many milliseconds after its start. */
export type Death = { point: CrashPoint } | { afterMs: number };

const LATEST_MS = 600;
const points = Object.keys(crashPoints) as CrashPoint[];

/** Every second one at a named point, each point in its turn. `isBlind`: the control knows no points. */
export function deathsOf(rounds: number, seed: number, isBlind: boolean): readonly Death[] {
  const random = seededRandom(seed);
  return Array.from({ length: rounds }, (_, round) => {
    const point = points[(round >> 1) % points.length] as CrashPoint;
    const afterMs = Math.round(random() * LATEST_MS);
    return round % 2 === 0 || isBlind ? { afterMs } : { point };
  });
}
