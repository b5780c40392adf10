const MINUTE_MS = 60_000;
const A_MINUTE = 30;

/**
 * Of what Exchange Online permits a mailbox in which something always waits, how much was used: the time that thirty a
 * minute need ÷ the time taken, up to the last acceptance that opened a minute. Undefined below two minutes' worth.
 */
export function shareOf(acceptedAt: readonly number[]): number | undefined {
  const minutes = Math.floor((acceptedAt.length - 1) / A_MINUTE);
  if (minutes < 2) return undefined;
  const taken = (acceptedAt[minutes * A_MINUTE] as number) - (acceptedAt[0] as number);
  return (minutes * MINUTE_MS) / taken;
}
