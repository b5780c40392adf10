import * as z from 'zod/mini';
import { steps } from '../failures/fault.ts';
import { list, text, word } from './fields.ts';

/** A failure as the catalogue explains it, without the values that would fill in addresses. */
export const failure = z.strictObject({
  id: text('its id in docs/errors.md'),
  at: word(steps, 'the step at which it was met'),
  meaning: text('what it means'),
  fix: z.optional(text('the first remedy')),
  command: z.optional(text('the command of that remedy, with placeholders')),
  more: text('where to read on'),
});

/** What is wrong with an invalid message, never its content. */
export const problems = list(
  z.strictObject({ path: text('the field; empty for the message as a whole'), says: text('what is wrong') }),
  'what is wrong with an invalid message; never its content',
);
