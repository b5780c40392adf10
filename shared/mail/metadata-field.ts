import * as z from 'zod/mini';
import { text } from './text.ts';
import { whenRight } from './when-right.ts';

const name = z
  .string()
  .check(
    z.regex(
      /^[A-Za-z0-9_.-]{1,64}$/,
      'must be a name of 1 to 64 letters, digits, dots, underscores and hyphens',
    ),
  );

/** What a producer wants back in log and results, such as an order number. Never mailed. */
export const metadataField = z.record(name, text).check(
  z.refine((entries) => Object.keys(entries).length <= 20, {
    ...whenRight(),
    error: 'may have at most 20 entries',
  }),
  z.refine((entries) => Buffer.byteLength(Object.entries(entries).flat().join('')) <= 2048, {
    ...whenRight(),
    error: 'may have at most 2048 bytes of names and values together',
  }),
  z.meta({
    title: 'Metadata',
    description: 'Comes back in log and results and is never mailed: up to 20 texts, 2048 bytes together.',
    maxProperties: 20,
    examples: [{ order: '4711' }],
  }),
);
