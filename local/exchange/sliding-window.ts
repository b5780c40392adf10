/** Sums amounts over the last so many milliseconds. */
export interface SlidingWindow {
  add(now: number, amount: number): void;
  /** The sum of what was added after `now - length`. */
  total(now: number, length: number): number;
}

/** An empty window; the length may differ from call to call, but what a shorter one has passed is forgotten. */
export function createSlidingWindow(): SlidingWindow {
  const entries: { at: number; amount: number }[] = [];
  let sum = 0;
  return {
    add(at, amount) {
      entries.push({ at, amount });
      sum += amount;
    },
    total(now, length) {
      for (let [first] = entries; first && first.at <= now - length; [first] = entries) {
        entries.shift();
        sum -= first.amount;
      }
      return sum;
    },
  };
}
