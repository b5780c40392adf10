import * as z from 'zod/mini';

/** A text, said what for. */
export const text = (description: string) => z.string().check(z.meta({ description }));

/** A whole number, said what of. */
export const count = (description: string) => z.int().check(z.meta({ description }));

/** Yes or no, said what to. */
export const flag = (description: string) => z.boolean().check(z.meta({ description }));

/** One of a few words. */
export const word = <const Words extends readonly string[]>(words: Words, description: string) =>
  z.enum(words).check(z.meta({ description }));

/** A point in time. */
export const time = (description: string) => z.iso.datetime().check(z.meta({ description }));

/** A list, said what of. */
export const list = <Item extends z.core.$ZodType>(item: Item, description: string) =>
  z.readonly(z.array(item)).check(z.meta({ description }));

/** The short name of a mailbox (`shared/mail/mailbox-key.ts`): a log holds no address. */
export const mailbox = (description: string) =>
  z.string().check(z.regex(/^[0-9a-f]{12}$/), z.meta({ description: `${description}, by its short name` }));

/** What an event was caused by. */
export const code = z.optional(text('the code of what failed, that of storage as a rule, where it had one'));

/** An event by its name; `when` completes "it is logged …". A line has no other fields. */
export const event = <const Name extends string, const Fields extends z.core.$ZodLooseShape>(
  name: Name,
  when: string,
  fields: Fields,
) => z.strictObject({ event: z.literal(name), ...fields }).check(z.meta({ description: when }));
