import * as z from 'zod/mini';
import { explanation } from './explanation.ts';
import { number, text } from './fields.ts';

/** What every answer says that is about something wrong (RFC 9457). */
export const problemFields = {
  type: text('The kind of problem: its row of docs/errors.md, else about:blank.', 'about:blank'),
  title: text('What is wrong, in a few words.'),
  status: number('The status of the answer.'),
  detail: text('What is wrong and what to do, to be read by people.'),
  explanation: z.optional(explanation),
};

const oneProblem = z.object({
  path: text('The field, such as attachments[0].content; empty for the whole.', 'to[1]'),
  says: text('What is wrong with it: continues the name of the field.'),
});

/** What is wrong with a request. */
export const problem = z
  .object({
    ...problemFields,
    problems: z.optional(
      z.array(oneProblem).check(z.meta({ description: 'Everything that is wrong, at once.' })),
    ),
    state: z.optional(text('The state that the message is in.')),
    handles: z.optional(
      z.array(z.string()).check(z.meta({ description: 'The messages that the id may mean.' })),
    ),
    id: z.optional(text('The id that the problem is about.')),
    hold: z.optional(text('The hold that keeps the message from going, as ListHolds calls it.')),
    mostBytes: z.optional(number('How many bytes there may be.')),
  })
  .check(
    z.meta({
      id: 'Problem',
      title: 'Problem',
      description: 'What is wrong with a request, and what to do (RFC 9457).',
    }),
  );
