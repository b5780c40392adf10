import { mailboxKey } from '../mail/mailbox-key.ts';

/** What a hold holds. */
export type HoldTarget =
  | { scope: 'app' }
  | { scope: 'mailbox'; address: string }
  | { scope: 'sender'; address: string; sender: string };

/** What a hold is called where no address may stand: `app`, `<mailbox's key>` or `<mailbox's key>:<sender's key>`. */
export function holdId(target: HoldTarget): string {
  if (target.scope === 'app') return 'app';
  const key = mailboxKey(target.address);
  return target.scope === 'mailbox' ? key : `${key}:${senderKey(target.sender)}`;
}

/** A short stable name for a From address of a mailbox: 8 hex digits. */
export const senderKey = (sender: string): string => mailboxKey(sender).slice(0, 8);

/** Reads such an id; undefined for any other text. */
export function parseHoldId(id: string): 'app' | { key: string; sender?: string } | undefined {
  if (id === 'app') return 'app';
  const [, key, sender] = /^([0-9a-f]{12})(?::([0-9a-f]{8}))?$/.exec(id) ?? [];
  return key === undefined ? undefined : { key, ...(sender !== undefined && { sender }) };
}
