import { buffer } from 'node:stream/consumers';
import type { Composed } from '../../shared/mail/submission.ts';
import { compose } from '../../shared/smtp/compose.ts';

/** A message as it goes over the line, all of it in memory. */
export interface ComposedWhole extends Omit<Composed, 'raw'> {
  raw: Buffer;
}

/** Composes a message and reads it to its end, as sending does. */
export async function composeWhole(...of: Parameters<typeof compose>): Promise<ComposedWhole> {
  const { raw, ...composed } = await compose(...of);
  return { ...composed, raw: await buffer(raw.open()) };
}
