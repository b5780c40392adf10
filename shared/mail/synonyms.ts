import * as z from 'zod/mini';
import { whenRight } from './when-right.ts';

/** A field that other tools write where ours is called otherwise. */
export const synonymOf = (field: string, description = '') =>
  z.meta({ title: `Synonym of ${field}`, description: `The same as ${field}. ${description}`.trim() });

/** Whether a field says anything: no list or an empty one is what an absent one becomes. */
export const isWritten = (value: unknown): boolean =>
  Array.isArray(value) ? value.length > 0 : value !== undefined;

/** Refuses a synonym beside the field that it stands for. */
export const notBeside = (synonym: string, ...fields: readonly string[]) =>
  z.refine<Readonly<Record<string, unknown>>>(
    (written) => !isWritten(written[synonym]) || !fields.some((field) => isWritten(written[field])),
    {
      ...whenRight(),
      path: [synonym],
      error: `stands for ${fields.map((field) => `\`${field}\``).join(' or ')}, which is there as well: write one of them`,
    },
  );
