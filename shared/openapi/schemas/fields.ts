import * as z from 'zod/mini';

/** A text, said what for. */
export const text = (description: string, example?: string) =>
  z.string().check(z.meta({ description, ...(example !== undefined && { examples: [example] }) }));

/** A number, said what of. */
export const number = (description: string) => z.number().check(z.meta({ description }));

/** Yes or no, said what to. */
export const flag = (description: string) => z.boolean().check(z.meta({ description }));

/** One of a few words. */
export const word = <const Words extends readonly string[]>(words: Words, description: string) =>
  z.enum(words).check(z.meta({ description }));

/** A point in time (ISO 8601). */
export const time = (description: string) =>
  z.string().check(z.meta({ format: 'date-time', description, examples: ['2026-11-30T08:00:00.000Z'] }));

/** The version of an answer. */
export const version = z
  .literal(1)
  .check(z.meta({ description: 'Of this answer; fields may be added to it.' }));
