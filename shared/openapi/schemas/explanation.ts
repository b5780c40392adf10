import * as z from 'zod/mini';
import { steps } from '../../failures/fault.ts';
import { flag, number, text, version, word } from './fields.ts';

/** One way to mend something. */
export const fixFields = {
  does: text('What to do.'),
  portal: z.optional(text('Where in a portal.')),
  command: z.optional(text('The command that does it.')),
};

const fields = {
  id: text('The row of docs/errors.md.', 'smtp-auth-disabled'),
  at: word(steps, 'The step of a message that failed.'),
  meaning: text('What it means, in a sentence or two.'),
  causes: z.array(z.string()).check(z.meta({ description: 'What it may come from, the likeliest first.' })),
  fix: z.array(z.object(fixFields)).check(z.meta({ description: 'How it is mended.' })),
  becomes: text('What becomes of the message.'),
  source: text('Where this is known from.'),
  evidence: word(['documented', 'server-table', 'reported'], 'How sure it is.'),
  said: text('The words of the other side.'),
  more: text('The link to its row of docs/errors.md.'),
};

/** What the validator tells of a failure. */
export const reportedFailure = z
  .object(fields)
  .check(z.meta({ id: 'ReportedFailure', title: 'Reported failure', description: 'A failure, explained.' }));

/** What a failure means and how it is mended. */
export const explanation = z
  .object({
    ...fields,
    treat: word(['retry', 'refresh', 'hold', 'split', 'fail'], 'What the app does about it.'),
    scope: z.optional(word(['app', 'mailbox', 'sender'], 'How far it reaches.')),
    wait: number('Seconds before the next try or look; 0 where there is none.'),
    lowers: z.optional(word(['pace', 'connections'], 'What there is less of afterwards.')),
    pausesEndpoint: z.optional(flag('A server is away that every mailbox needs.')),
    dependsOnHistory: z.optional(flag('Whether it passes depends on earlier successes.')),
  })
  .check(
    z.meta({
      id: 'Explanation',
      title: 'Explanation',
      description: 'What a failure means and how it is mended.',
    }),
  );

/** The answer to whoever pasted an error. */
export const explained = z
  .object({ version, ...explanation.shape })
  .check(z.meta({ id: 'Explained', title: 'Explained', description: 'What a pasted error means.' }));
