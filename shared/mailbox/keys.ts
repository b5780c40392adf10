/**
 * What a message of the room is. `waiting`, `sending`: on its way. `accepted`: Exchange Online took it. `uncertain`:
 * perhaps it did, and an administrator decides. `buried`: not sent, kept with its explanation. `cancelled`: not sent,
 * as its producer wished.
 */
export type MessageState = (typeof messageStates)[number];

/** States that nothing leaves by itself. */
export const finalStates = ['accepted', 'uncertain', 'buried', 'cancelled'] as const;

export const messageStates = ['waiting', 'sending', ...finalStates] as const;

/** The row that is the mailbox itself. */
export const MAILBOX_ROW = '_';

/** The order in which two messages go that are due: `high` first, see `pick.ts` for how far. */
export type Priority = 'high' | 'normal';

const digits: Record<Priority, number> = { high: 0, normal: 1 };

/** A message's row. */
export const messageKey = (id: string): string => `m!${id}`;

/** The id of what is kept aside beside another message with the same id; no producer's id has a `~`. */
export const asideId = (id: string, hash: string): string => `${id}~${hash.slice(0, 8)}`;

/** A message's place in the room while it waits; in the order in which they become due. `due` in milliseconds. */
export const placeKey = (priority: Priority, due: number, id: string): string =>
  `w!${digits[priority]}!${padded(due)}!${id}`;

/** All places, high ones first. */
export const allPlaces = { from: 'w!', to: 'w"' };

/** The places of one priority. */
export const placesOf = (priority: Priority) => ({
  from: `w!${digits[priority]}!`,
  to: `w!${digits[priority]}"`,
});

/** Reads a place's key; what it says needs no look at the row. */
export function readPlace(rowKey: string): { priority: Priority; due: number; id: string } {
  const [, digit, due, ...id] = rowKey.split('!');
  return { priority: digit === '0' ? 'high' : 'normal', due: Number(due), id: id.join('!') };
}

/** A finished message in the index of its state, newest first. `at` in milliseconds. */
export const finishedKey = (state: MessageState, at: number, id: string): string =>
  `d!${state}!${padded(LAST - at)}!${id}`;

/** Reads the key of a finished message; `at` in milliseconds since 1970. */
export function readFinished(rowKey: string): { id: string; at: number } {
  const [, , reverse, ...id] = rowKey.split('!');
  return { id: id.join('!'), at: LAST - Number(reverse) };
}

/** The finished messages of a state; of those that ended before `before`, where given. */
export const finishedOf = (state: MessageState, before?: number) => ({
  from: before === undefined ? `d!${state}!` : `d!${state}!${padded(LAST - before)}"`,
  to: `d!${state}"`,
});

/** The finished messages of a state that ended at `since` or later. */
export const finishedSince = (state: MessageState, since: number) => ({
  from: `d!${state}!`,
  to: `d!${state}!${padded(LAST - Math.max(0, since))}"`,
});

/** What became of a message and is still to be told; oldest first. `at` in milliseconds since 1970. */
export const resultKey = (at: number, id: string): string => `r!${padded(at)}!${id}`;

/** What is still to be told of messages that ended before `before`. */
export const resultsBefore = (before: number) => ({ from: 'r!', to: `r!${padded(before)}!` });

/** The counters of a past hour, as `2026-11-25T14`. */
export const hourKey = (hour: string): string => `h!${hour}`;

export const hoursFrom = (from: string) => ({ from: hourKey(from), to: 'h"' });

/** Ordered as text as the numbers are; 13 digits last until the year 2286. */
const LAST = 9_999_999_999_999;
const padded = (milliseconds: number): string => String(milliseconds).padStart(13, '0');
