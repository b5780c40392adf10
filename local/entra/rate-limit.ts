/** At most so many requests within any so many seconds. */
export interface RateLimit {
  requests: number;
  seconds: number;
}

/** Whole seconds until the next request may pass; 0 when this one passes, and counts. `now` is in milliseconds. */
export type WaitFor = (limit: RateLimit, now: number) => number;

/**
 * A sliding window over the requests of one caller. A refused request does not count, so that waiting helps; another
 * limit begins to count anew.
 */
export function makeWindow(): WaitFor {
  let current: RateLimit | undefined;
  let passed: number[] = [];
  return (limit, now) => {
    if (limit !== current) passed = [];
    current = limit;
    passed = passed.filter((time) => now - time < limit.seconds * 1000);
    if (passed.length < limit.requests) {
      passed.push(now);
      return 0;
    }
    const mustLeave = passed.at(-limit.requests) ?? now;
    return Math.ceil((mustLeave - now) / 1000 + limit.seconds);
  };
}
