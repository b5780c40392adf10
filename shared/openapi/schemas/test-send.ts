import * as z from 'zod/mini';
import { acceptedFields, notSentFields } from './message-status.ts';

const ms = z
  .record(z.string(), z.number())
  .check(z.meta({ description: 'How long each stage took, in milliseconds.' }));

/** A test message that Exchange Online has. */
export const testAccepted = z
  .object({ ...acceptedFields, ms })
  .check(z.meta({ id: 'TestAccepted', title: 'Test accepted', description: 'It was accepted.' }));

/** A test message that was not sent. */
export const testNotSent = z
  .object({ ...notSentFields, ms: z.optional(ms) })
  .check(z.meta({ id: 'TestNotSent', title: 'Test not sent', description: 'It was not sent, and why.' }));
