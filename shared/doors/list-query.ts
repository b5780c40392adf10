import { failed, ok, type Result } from '../failures/result.ts';
import { UNADDRESSED } from '../intake/unsendable.ts';
import { mailboxKey } from '../mail/mailbox-key.ts';
import type { Problem } from '../mail/problems.ts';
import { type MessageState, messageStates } from '../mailbox/keys.ts';
import { parseCursor } from './cursor.ts';
import type { PageQuery } from './list-page.ts';

/** The query as it stands in an address. */
export interface WrittenQuery {
  state?: string | undefined;
  mailbox?: string | undefined;
  since?: string | undefined;
  after?: string | undefined;
}

/** What an administrator looks for first stands first. */
const inOrder = [
  'uncertain',
  'buried',
  'sending',
  'waiting',
  'cancelled',
  'accepted',
] as const satisfies readonly MessageState[];

/** Reads `state` (one or several, parted by commas), `mailbox` (address or key), `since` and `after`. */
export function readListQuery(
  { state, mailbox, since, after }: WrittenQuery,
  addresses: readonly string[],
): Result<PageQuery, readonly Problem[]> {
  const named = state?.split(',').map((one) => one.trim());
  const strange = named?.filter((one) => !messageStates.some((known) => known === one)) ?? [];
  const all = [...addresses.map(mailboxKey), UNADDRESSED];
  const keys = mailbox ? all.filter((key) => key === mailbox || key === mailboxKey(mailbox)) : all;
  const time = since ? Date.parse(since) : undefined;
  const cursor = after ? parseCursor(after) : undefined;
  const states = inOrder.filter((one) => !state || named?.includes(one));
  const problems: Problem[] = [];
  if (state && strange.length > 0)
    problems.push({ path: 'state', says: `may be ${messageStates.join(', ')}` });
  if (keys.length === 0) {
    problems.push({ path: 'mailbox', says: 'must be a mailbox of MAIL_MAILBOXES: its address or its key' });
  }
  if (Number.isNaN(time)) problems.push({ path: 'since', says: 'must be an ISO 8601 time' });
  if (after && (!cursor || !states.includes(cursor.state))) {
    problems.push({ path: 'after', says: 'must be what the page before gave, with the same query' });
  }
  return problems.length > 0 ? failed(problems) : ok({ states, keys, since: time, after: cursor });
}
