import * as z from 'zod/mini';
import type { HoldTarget } from '../administration/hold-id.ts';
import { failed, ok, type Result } from '../failures/result.ts';
import { decodeBody } from '../mail/decode.ts';
import { type Problem, say, toProblems } from '../mail/problems.ts';
import { findSender, type Mailbox } from '../mail/sender.ts';

/** What a person wants to stop, and why. */
export interface PauseRequest {
  target: HoldTarget;
  why: string;
}

/** What a pause is asked for with. */
export const pauseSchema = z.strictObject({
  scope: z
    .enum(['app', 'mailbox', 'sender'])
    .check(z.meta({ description: 'Everything, one mailbox, or one From address of a mailbox.' })),
  mailbox: z.exactOptional(z.string().check(z.meta({ description: 'Of scope mailbox: its address.' }))),
  sender: z.exactOptional(z.string().check(z.meta({ description: 'Of scope sender: the address.' }))),
  why: z.exactOptional(z.string().check(z.maxLength(300), z.meta({ description: 'For others to read.' }))),
});

/** Reads `{ scope, mailbox, sender, why }`: everything, one mailbox, or one From address of a mailbox. */
export function readPause(
  mailboxes: readonly Mailbox[],
  body: unknown,
): Result<PauseRequest, readonly Problem[]> {
  const decoded = decodeBody(body);
  if (!decoded.ok) return failed([decoded.error]);
  const parsed = z.safeParse(pauseSchema, decoded.value, { error: say });
  if (!parsed.success) return failed(toProblems(parsed.error.issues));
  const { scope, mailbox, sender, why = 'no reason was given' } = parsed.data;
  if (scope === 'app') return ok({ target: { scope }, why });
  const path = scope;
  const named = scope === 'mailbox' ? mailbox : sender;
  if (named === undefined) return failed([{ path, says: 'is missing: it must be an address' }]);
  const found = findSender(mailboxes, named);
  const address = found?.mailbox.address;
  if (!found || address === undefined || (scope === 'mailbox' && !isSame(address, named))) {
    return failed([{ path, says: `must be a ${scope} of MAIL_MAILBOXES` }]);
  }
  if (scope === 'mailbox') return ok({ target: { scope, address }, why });
  if (mailbox !== undefined && !isSame(mailbox, address)) {
    return failed([{ path: 'mailbox', says: 'must be the one that this sender belongs to, or be left out' }]);
  }
  return ok({ target: { scope, address, sender: found.from }, why });
}

const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
