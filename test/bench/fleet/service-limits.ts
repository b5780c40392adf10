/** What Azure documents that storage takes a second ("Scalability and performance targets", Storage). */
export const documentedLimits = {
  /** Requests to one account. */
  account: 20_000,
  /** Rows of one partition of a table. */
  partition: 2_000,
  /** Messages of one queue. */
  queue: 2_000,
} as const;

/** What of a storage account is asked for, and how much of it. */
export interface Asked {
  kind: 'partition' | 'queue';
  name: string;
  weight: number;
}

/** What was not used of a second may be used at once. */
const BURST_MS = 1_000;

/**
 * Serves requests no faster than documented: says when one that comes `now` is served, in milliseconds. Azure refuses
 * what is too much (503) and its SDK asks again, which comes to about the same.
 */
export function createServiceLimits() {
  const freeAt = new Map<string, number>();

  function serve(now: number, name: string, weight: number, aSecond: number): number {
    const begins = Math.max(now - BURST_MS, freeAt.get(name) ?? 0);
    freeAt.set(name, begins + (weight * 1000) / aSecond);
    return Math.max(now, begins);
  }

  return (now: number, { kind, name, weight }: Asked): number =>
    Math.ceil(
      Math.max(
        serve(now, 'account', 1, documentedLimits.account),
        serve(now, `${kind} ${name}`, weight, documentedLimits[kind]),
      ),
    );
}
