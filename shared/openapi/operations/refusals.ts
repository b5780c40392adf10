import type { Answer } from '../operation.ts';
import { problem } from '../schemas/problem.ts';

const problemJson = ['application/problem+json'];

/** An answer that says what is wrong. */
export const refusal = (description: string, headers?: Answer['headers']): Answer => ({
  description,
  schema: problem,
  mediaTypes: problemJson,
  ...(headers && { headers }),
});

/** What any function with a key may answer. */
export const always = {
  401: { description: 'The key is missing or wrong.' },
  503: refusal('Settings are broken, or storage does not answer: send the same again later.', [
    'Retry-After',
  ]),
} as const satisfies Record<number, Answer>;
