import { createHash } from 'node:crypto';
import { failed, ok, type Result } from '../failures/result.ts';
import { messageIdPattern } from '../mail/message-id.ts';

/**
 * The message's id from an `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header: a text in quotes; most clients
 * leave them out). One that is no id, with blanks for example, leads to an id made from it. The error continues the
 * header's name.
 */
export function idFromKey(header: string): Result<string, string> {
  const key = /^"(.*)"$/.exec(header.trim())?.[1] ?? header.trim();
  if (key === '') return failed('must not be empty');
  if (key.length > 255) return failed('may have at most 255 characters');
  return ok(messageIdPattern.test(key) ? key : `key-${createHash('sha256').update(key).digest('hex')}`);
}
