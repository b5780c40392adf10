/**
 * One answer: when its request left and when it came (ms since 1970, local), and between which times the service had
 * its hands on it (ms since 1970, the service's).
 */
interface Answer {
  sent: number;
  received: number;
  earliest: number;
  latest: number;
}

export interface StorageClock {
  /** Milliseconds since 1970 as the storage service counts them, as well as it is known. */
  now(): number;
  observe(answer: Answer): void;
}

/** The `Date` header drops the milliseconds (RFC 9110, 5.6.7). */
export function fromDateHeader(header = ''): Pick<Answer, 'earliest' | 'latest'> {
  const earliest = Date.parse(header);
  return { earliest, latest: earliest + 999 };
}

/**
 * The answer to a transaction has ETags with the time of the write: `W/"datetime'2026-11-25T14%3A27%3A14.1234567Z'"`.
 * Not promised anywhere: where there is no time in it, the answer tells nothing.
 */
export function fromEtag(answer: string): Pick<Answer, 'earliest' | 'latest'> {
  const [, written = ''] = /datetime'([\dTZ.:%A-F-]+)'/i.exec(answer) ?? [];
  const time = Date.parse(decodeURIComponent(written));
  return { earliest: time, latest: time };
}

/**
 * A clock that all instances agree on, whatever their own say: after its first write within the time of one request of
 * the storage service's, before it within a second more. A local clock that may be right is left alone.
 */
export function createStorageClock(
  local: () => number,
  atStorage: (date: number) => number = (date) => date,
): StorageClock {
  // What is to be added to the local time lies between these.
  let least = -Infinity;
  let most = Infinity;
  return {
    now: () => local() + Math.min(Math.max(0, least), most),
    observe({ sent, received, earliest, latest }) {
      const [low, high] = [atStorage(earliest) - received, atStorage(latest) - sent];
      // No date, or the local clock was set back between question and answer.
      if (!(low <= high)) return;
      // Bounds that contradict: the local clock was set, and what was learnt before is void.
      const agrees = low <= most && high >= least;
      least = agrees ? Math.max(least, low) : low;
      most = agrees ? Math.min(most, high) : high;
    },
  };
}
