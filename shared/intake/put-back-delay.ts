const FIRST_SECONDS = 5;
const LONGEST_SECONDS = 300;

/**
 * How long a message waits in the queue while storage is away: 5 s, doubled whenever storage is still away after that
 * time, up to 5 min. All that come in meanwhile wait as long. `now` in milliseconds.
 */
export function createPutBackDelay(now: () => number): (isAway: boolean) => number {
  let seconds = FIRST_SECONDS;
  let since: number | undefined;
  return (isAway) => {
    if (!isAway) {
      seconds = FIRST_SECONDS;
      since = undefined;
    } else if (since === undefined) {
      since = now();
    } else if (now() - since >= seconds * 1_000) {
      seconds = Math.min(2 * seconds, LONGEST_SECONDS);
      since = now();
    }
    return seconds;
  };
}
