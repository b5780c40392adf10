/** A time in milliseconds since 1970 as `2026-11-25 10:02 UTC`. */
export const minute = (at: number): string =>
  `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
