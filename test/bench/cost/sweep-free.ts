const SWEEP_EVERY_MS = 300_000;
const SWEEP_TAKES_MS = 6_000;

/** The sweep's timer is the host's, and goes by the hour whatever is counted: milliseconds until it leaves so much time. */
export function untilNoSweepWithin(ms: number, now: number): number {
  const left = SWEEP_EVERY_MS - (now % SWEEP_EVERY_MS);
  return left < ms ? left + SWEEP_TAKES_MS : 0;
}
