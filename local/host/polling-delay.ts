/** Idle back-off of the queue listener: 100 ms, then 100 ms + 100, 200, 400 … (each ±20 %) up to `most`. */
export function createPollingDelay(most: number, random: () => number = Math.random) {
  const least = 100;
  let exponent = 0;
  /** @param found whether the last poll found a message, which starts the row again */
  return (found: boolean): number => {
    if (found) exponent = 0;
    const more = exponent === 0 ? 0 : (0.8 + 0.4 * random()) * 2 ** (exponent - 1) * least;
    if (least + more >= most) return most;
    exponent += 1;
    return least + more;
  };
}
