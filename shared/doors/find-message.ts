import { type FoundMessage, findMessages, handleOf, readMessage } from '../administration/message-handle.ts';
import type { Fault } from '../failures/fault.ts';
import { failed, ok, type Result } from '../failures/result.ts';
import { UNADDRESSED } from '../intake/unsendable.ts';
import { mailboxKey } from '../mail/mailbox-key.ts';
import type { DoorParts } from './parts.ts';
import { isToken } from './status-token.ts';

/** Why there is no such message; `ambiguous` names the handles of those that there are. */
export type NotFound =
  | { kind: 'not-found' }
  | { kind: 'ambiguous'; handles: readonly string[] }
  | { kind: 'unavailable'; fault: Fault };

/** An id, with the key of its mailbox before it or not, and of one kept aside with a part of its hash behind it. */
const HANDLE =
  /^(?:(?<key>[0-9a-f]{12}|unaddressed)\.)?(?<id>[A-Za-z0-9][A-Za-z0-9._-]{0,127}(?:~[0-9a-f]{8})?)$/;

/** Finds one message for somebody who may see all of them. */
export async function findMessage(
  { open, addresses }: Pick<DoorParts, 'open' | 'addresses'>,
  handle: string,
): Promise<Result<FoundMessage, NotFound>> {
  if (!HANDLE.test(handle)) return failed({ kind: 'not-found' });
  const found = await findMessages(open, [...addresses.map(mailboxKey), UNADDRESSED], handle);
  if (!found.ok) return failed({ kind: 'unavailable', fault: found.error });
  const [first, ...others] = found.value;
  if (!first) return failed({ kind: 'not-found' });
  if (others.length === 0) return ok(first);
  return failed({
    kind: 'ambiguous',
    handles: found.value.map(({ key, record }) => handleOf(key, record.id)),
  });
}

/**
 * Finds the message that somebody knows the token of; an id alone is looked for in the mailboxes of the settings. A
 * wrong token takes the same way as an id that is nobody's: as many requests, and as many comparisons.
 */
export async function findByToken(
  { open, addresses }: Pick<DoorParts, 'open' | 'addresses'>,
  handle: string,
  token: string,
): Promise<Result<FoundMessage, Exclude<NotFound, { kind: 'ambiguous' }>>> {
  const { key, id } = HANDLE.exec(handle)?.groups ?? {};
  if (id === undefined) return failed({ kind: 'not-found' });
  const keys = key === undefined ? addresses.map(mailboxKey) : [key];
  let known: FoundMessage | undefined;
  for (const found of await Promise.all(keys.map((one) => readMessage(open, one, id)))) {
    if (!found.ok) return failed({ kind: 'unavailable', fault: found.error });
    if (isToken(token, found.value?.record.token)) known = found.value;
  }
  return known ? ok(known) : failed({ kind: 'not-found' });
}
