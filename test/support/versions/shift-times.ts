import type { KeptStorage } from './kept-storage.ts';

const HOUR_MS = 3_600_000;
const YEAR_MS = 366 * 24 * HOUR_MS;
/** Keys of ended messages count backwards from here. */
const LAST = 9_999_999_999_999;

/**
 * The same, left at least an hour ago and less than two: as if the app had been away for so long, whenever it is loaded.
 * By whole hours, since counters are kept by the hour.
 */
export function shiftTimes(kept: KeptStorage, now: number): KeptStorage {
  const shift = Math.floor((now - kept.at) / HOUR_MS - 1) * HOUR_MS;
  const isTime = (number: number) => Math.abs(number - kept.at) < YEAR_MS;
  const text = JSON.stringify(kept)
    // Milliseconds, in keys and in JSON; never a part of a hash.
    .replace(/(?<!\w)\d{13}(?!\w)/g, (digits) => {
      const number = Number(digits);
      if (isTime(number)) return String(number + shift);
      return isTime(LAST - number) ? String(number - shift) : digits;
    })
    // The hours of the counters.
    .replace(/\b\d{4}-\d\d-\d\dT\d\d(?=")/g, (hour) =>
      new Date(Date.parse(`${hour}:00:00Z`) + shift).toISOString().slice(0, 13),
    );
  return JSON.parse(text);
}
