const FIRST_SECONDS = 5;
const LONGEST_SECONDS = 300;

/** How long a message waits in the queue while storage is away: 5 s, doubled each time up to 5 min. */
export function createPutBackDelay(): (isAway: boolean) => number {
  let next = FIRST_SECONDS;
  return (isAway) => {
    const seconds = next;
    next = isAway ? Math.min(2 * next, LONGEST_SECONDS) : FIRST_SECONDS;
    return seconds;
  };
}
