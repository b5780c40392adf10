import { createHash } from 'node:crypto';

/** A short stable name for a mailbox where its address must not stand: the first 12 hex digits of its SHA-256. */
export function mailboxKey(address: string): string {
  return createHash('sha256').update(address.toLowerCase()).digest('hex').slice(0, 12);
}
